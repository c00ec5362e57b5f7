//! The way taken: places to go back to and forward to, as in a browser.

/// Places before and after the present one.
#[derive(Clone, Debug)]
pub struct History<P> {
    before: Vec<P>,
    after: Vec<P>,
}

/// How many places are remembered.
const LONGEST: usize = 200;

impl<P> Default for History<P> {
    fn default() -> Self {
        Self { before: Vec::new(), after: Vec::new() }
    }
}

impl<P: PartialEq> History<P> {
    /// Remembers the present place before going somewhere new; what lay ahead is forgotten.
    pub fn leave(&mut self, present: P) {
        self.after.clear();
        if self.before.last() != Some(&present) {
            self.before.push(present);
        }
        if self.before.len() > LONGEST {
            self.before.remove(0);
        }
    }

    /// Goes one place back, remembering the present one; `None` where there is none.
    pub fn back(&mut self, present: P) -> Option<P> {
        let place = self.before.pop()?;
        self.after.push(present);
        Some(place)
    }

    /// Goes one place forward, remembering the present one; `None` where there is none.
    pub fn forward(&mut self, present: P) -> Option<P> {
        let place = self.after.pop()?;
        self.before.push(present);
        Some(place)
    }

    /// Lists the places to go back to, the last one last.
    pub fn before(&self) -> &[P] {
        &self.before
    }

    /// Changes every place, such as when the dataset is another.
    pub fn each(&mut self, change: impl FnMut(&mut P)) {
        self.before.iter_mut().chain(&mut self.after).for_each(change);
    }

    /// Tells whether there is a place ahead.
    pub fn has_ahead(&self) -> bool {
        !self.after.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_new_way_forgets_what_lay_ahead() {
        let mut history = History::default();
        history.leave(1);
        history.leave(2);
        assert_eq!(history.back(3), Some(2));
        assert_eq!(history.forward(2), Some(3));
        assert_eq!(history.back(3), Some(2));
        history.leave(2);
        assert!(!history.has_ahead());
        assert_eq!(history.before(), [1, 2]);
    }

    proptest! {
        #[test]
        fn going_back_and_forward_ends_where_it_began(places in prop::collection::vec(0u8..9, 1..20), steps in 1usize..20) {
            let mut history = History::default();
            places.iter().for_each(|&place| history.leave(place));
            let (mut present, mut taken) = (99, 0);
            while taken < steps && let Some(place) = history.back(present) {
                present = place;
                taken += 1;
            }
            for _ in 0..taken {
                present = history.forward(present).unwrap();
            }
            prop_assert_eq!(present, 99);
        }
    }
}
