//! Eight bytes looked at together: what nearly all values are is told of them without a way out for each byte.

/// A word with this in each byte.
pub(crate) const fn in_each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// What takes 9 to 0x7F, and whatever is more beyond.
pub(crate) const BEYOND_NINE: u8 = 0x7F - 9;

/// Whether no byte is 0x80 or more, before or after what stands in its place in `more` is added, where that is 0x7F at most.
#[inline]
pub(crate) const fn stay_below(values: u64, more: u64) -> bool {
    (values | values.wrapping_add(more)) & in_each(0x80) == 0
}
