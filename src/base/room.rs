//! Room for long lists: made once, and given back whole.
//!
//! A list that grows again and again leaves holes behind in memory that the program keeps. Memory that nothing is put into costs nothing, and
//! a piece that is large enough goes back to the system at once: so it is better to ask for too much.

/// So many bytes are a piece of their own for any allocator: glibc's takes no more than 32 MiB from memory that it keeps.
const OWN: usize = (32 << 20) + (64 << 10);

/// For so many bytes room is made ahead at most.
const MOST_AHEAD: usize = 256 << 20;

/// From so many bytes on it is worth it.
const LARGE: usize = 1 << 20;

/// Makes an empty list with room for so many; where they are many, it goes back to the system whole. To be shrunk where it stays.
pub fn room_for<T>(count: usize) -> Vec<T> {
    let mut list = Vec::new();
    // Where there is not so much memory, it grows as it is needed.
    let _ = list.try_reserve_exact(own::<T>(count));
    list
}

/// Returns for how many room must be made so that a long list of so many has a piece of its own.
fn own<T>(count: usize) -> usize {
    let size = size_of::<T>().max(1);
    if count.saturating_mul(size) < LARGE { count } else { count.max(OWN / size) }
}

/// Makes room in a list for so many more where there is none, and for what so many times as many will need. To be shrunk where it stays.
pub fn make_room<T>(list: &mut Vec<T>, more: usize, ahead: usize) {
    let most = MOST_AHEAD / size_of::<T>().max(1);
    if let Some(room) = lacking((list.len(), list.capacity()), more, ahead) {
        let _ = list.try_reserve_exact(own::<T>(room.min(more + most)));
    }
}

/// Returns how much room must be made in a list of that length and capacity; `None` where there is room for so many more.
pub fn lacking((length, capacity): (usize, usize), more: usize, ahead: usize) -> Option<usize> {
    let ahead = more.saturating_mul(ahead).min(MOST_AHEAD).max(length / 8);
    (capacity - length < more).then(|| more.saturating_add(ahead))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_the_room_that_it_will_need_and_a_long_one_a_piece_of_its_own() {
        assert_eq!(room_for::<u32>(10).capacity(), 10);
        assert!(room_for::<u32>(1 << 20).capacity() * 4 > 32 << 20);
        let mut list: Vec<u32> = Vec::new();
        make_room(&mut list, 10, 3);
        assert_eq!(list.capacity(), 40);
        list.extend(0..35);
        make_room(&mut list, 5, 2);
        assert_eq!(list.capacity(), 40);
        make_room(&mut list, 6, 2);
        assert_eq!(list.capacity(), 35 + 18);
    }
}
