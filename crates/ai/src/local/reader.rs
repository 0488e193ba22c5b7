//! Reads numbers off the beginning of bytes, little end first, and never past their end.

/// What is wrong with a file, in words.
pub(super) type Reason = String;

/// The rest of a file that is being read.
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Reads from the beginning.
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The next bytes.
    pub(super) fn bytes(&mut self, count: usize) -> Result<&'a [u8], Reason> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or("it ends too early")?;
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Reason> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or("it ends too early")?;
        self.rest = rest;
        Ok(*taken)
    }

    /// One byte.
    pub(super) fn u8(&mut self) -> Result<u8, Reason> {
        self.array().map(u8::from_le_bytes)
    }

    /// Two bytes.
    pub(super) fn u16(&mut self) -> Result<u16, Reason> {
        self.array().map(u16::from_le_bytes)
    }

    /// Four bytes.
    pub(super) fn u32(&mut self) -> Result<u32, Reason> {
        self.array().map(u32::from_le_bytes)
    }

    /// Eight bytes that count or place something in this file.
    pub(super) fn size(&mut self) -> Result<usize, Reason> {
        usize::try_from(self.array().map(u64::from_le_bytes)?).map_err(|_| "a size is too large".to_owned())
    }

    /// Four bytes that count something; the format writes counts with a sign.
    pub(super) fn count(&mut self) -> Result<usize, Reason> {
        usize::try_from(self.array().map(i32::from_le_bytes)?).map_err(|_| "a count is negative".to_owned())
    }

    /// A number with a fraction.
    pub(super) fn f32(&mut self) -> Result<f32, Reason> {
        self.array().map(f32::from_le_bytes)
    }

    /// Many of them.
    pub(super) fn f32s(&mut self, count: usize) -> Result<Vec<f32>, Reason> {
        let (numbers, _) = self.bytes(count.saturating_mul(4))?.as_chunks::<4>();
        Ok(numbers.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
    }

    /// Many whole numbers.
    pub(super) fn u32s(&mut self, count: usize) -> Result<Vec<u32>, Reason> {
        let (numbers, _) = self.bytes(count.saturating_mul(4))?.as_chunks::<4>();
        Ok(numbers.iter().map(|bytes| u32::from_le_bytes(*bytes)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_in_order_and_stops_at_the_end() {
        let mut reader = Reader::new(&[1, 2, 0, 255, 255, 255, 255, 0, 0, 128, 63]);
        assert_eq!((reader.u8().unwrap(), reader.u16().unwrap()), (1, 2));
        assert!(reader.count().is_err(), "-1 counts nothing");
        assert_eq!(reader.f32s(1).unwrap(), [1.0]);
        assert!(reader.u8().is_err() && reader.u32s(usize::MAX).is_err());
    }
}
