//! The checksum of bytes (CRC-32, as in Ethernet and gzip): it tells bytes that were changed by accident, not by somebody who wants it.

use std::io::{self, Write};

/// Returns the checksum of bytes.
pub fn sum_of(bytes: &[u8]) -> u32 {
    crc32fast::hash(bytes)
}

/// The checksum of bytes that come one after the other.
#[derive(Clone, Debug, Default)]
pub struct Sum(crc32fast::Hasher);

impl Sum {
    /// Takes bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Takes all bytes that another took, behind its own.
    pub fn append(&mut self, other: &Self) {
        self.0.combine(&other.0);
    }

    /// Returns the checksum of all that was taken.
    pub fn end(self) -> u32 {
        self.0.finalize()
    }
}

/// What is written to it is taken, and goes nowhere.
impl Write for Sum {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.add(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_have_one_sum_however_they_come() {
        // The check value of the algorithm.
        assert_eq!(sum_of(b"123456789"), 0xcbf4_3926);
        let (mut one, mut other) = (Sum::default(), Sum::default());
        one.add(b"1234");
        other.write_all(b"56789").unwrap();
        one.append(&other);
        assert_eq!(one.end(), 0xcbf4_3926);
    }
}
