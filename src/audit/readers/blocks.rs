//! Input in blocks of whole lines.
//!
//! A line may end within a record: in a quoted cell. So whoever checks a block says where its last whole record ends, and what
//! stands behind that comes again with the next block. Several threads check blocks that lie behind each other at the same time,
//! each as if a record ended before it; what they found is taken in the order of the blocks, and where a record did not end, what
//! was checked behind it is checked again. Nothing that is said depends on how many threads there are.

use std::io::Read;

use memchr::{memchr, memchr_iter, memrchr, memrchr2};

use super::threads::{self, Turn};
use super::{HEAD, LONGEST_RECORD, Source, too_long};
use crate::audit::engine::{Engine, Part};
use crate::audit::{Options, not_read};
use crate::{Error, ErrorKind, Position, Result};

/// What a thread checks at once: a few milliseconds, and a fraction of its nearest memory.
const BLOCK: usize = 1 << 18;
const LONGEST: usize = LONGEST_RECORD as usize;

/// What ends a record.
#[derive(Clone, Copy)]
pub(super) enum Ends {
    /// The end of each line.
    Lines,
    /// The end of a line where no quote is open; a line may end in any way of the three.
    Rows,
}

/// How reading came to its end.
enum End {
    Input,
    Fault(Error),
    /// Within a line that is too long.
    TooLong,
}

/// An input, block by block.
pub(super) struct Blocks<R> {
    input: R,
    /// How many bytes a block has, unless one record is longer.
    size: usize,
    ends: Ends,
    /// What to do where a record is too long.
    help: &'static str,
    /// What was read and is of no block yet.
    rest: Vec<u8>,
    /// How many bytes at its beginning are known to be of a record that has no end among them.
    open: usize,
    end: Option<End>,
    /// How many lines end in what was checked.
    lines: u64,
}

/// What was checked of a block.
#[derive(Clone, Copy)]
pub(super) struct Checked {
    /// Behind which byte its last whole record ends.
    pub(super) end: usize,
    /// How many lines end before that.
    pub(super) lines: u64,
}

impl Checked {
    pub(super) fn of(block: &[u8], end: usize) -> Self {
        let checked = block.get(..end).unwrap_or_default();
        Self { end, lines: memchr_iter(b'\n', checked).count() as u64 }
    }
}

/// The lines of a block, up to one that is too long: of each its bytes, with its end, and its number.
pub(super) struct Lines<'a> {
    block: &'a [u8],
    first: u64,
    checked: Checked,
}

impl<'a> Lines<'a> {
    /// Those of a block of which the first line has this number.
    pub(super) fn of(block: &'a [u8], first: u64) -> Self {
        Self { block, first, checked: Checked { end: 0, lines: 0 } }
    }

    /// What was taken of them until now.
    pub(super) fn checked(&self) -> Checked {
        self.checked
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = (&'a [u8], u64);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.block.get(self.checked.end..).filter(|rest| !rest.is_empty())?;
        let length = memchr(b'\n', rest).map_or(rest.len(), |place| place + 1);
        let line = rest.get(..length).filter(|line| line.len() <= LONGEST)?;
        let number = self.first + self.checked.lines;
        self.checked.end += length;
        self.checked.lines += 1;
        Some((line, number))
    }
}

impl<R: Read> Blocks<R> {
    pub(super) fn new(input: R, ends: Ends, help: &'static str) -> Self {
        Self { input, size: BLOCK, ends, help, rest: Vec::new(), open: 0, end: None, lines: 0 }
    }

    #[cfg(test)]
    pub(super) fn of_size(self, size: usize) -> Self {
        Self { size, ..self }
    }

    /// The next block, in this room; `None` where there is no more.
    pub(super) fn next(&mut self, mut room: Vec<u8>) -> Option<Vec<u8>> {
        room.clear();
        let mut block = core::mem::replace(&mut self.rest, room);
        // Twice as much each time, so that a long record is not looked at from its beginning for each block of it.
        let mut size = self.size.max(self.open * 2).min(LONGEST + BLOCK);
        let open = core::mem::take(&mut self.open);
        loop {
            self.fill(&mut block, size);
            if self.end.is_some() && block.len() <= size {
                break;
            }
            let present = block.len().min(size);
            if let Some(end) = block.get(..present).and_then(|bytes| self.ends.likely_end(bytes, open)) {
                self.rest.extend_from_slice(block.get(end..).unwrap_or_default());
                block.truncate(end);
                return Some(block);
            }
            if present > LONGEST {
                self.end = Some(End::TooLong);
                return None;
            }
            size = (present * 2).min(LONGEST + BLOCK);
        }
        if matches!(self.end, Some(End::Input)) {
            // The last line may have no end, and is whole all the same. Rows are found by their ends, so that one gets one.
            let has_end = self.ends.of_last_line(&block) == Some(block.len());
            if matches!(self.ends, Ends::Rows) && !has_end && !block.is_empty() {
                block.push(b'\n');
            }
        } else {
            let end = self.ends.of_last_line(&block).unwrap_or_default();
            block.truncate(end);
        }
        Some(block).filter(|block| !block.is_empty())
    }

    fn fill(&mut self, block: &mut Vec<u8>, size: usize) {
        if self.end.is_some() || block.len() >= size {
            return;
        }
        let missing = size - block.len();
        block.reserve_exact(missing);
        match self.input.by_ref().take(missing as u64).read_to_end(block) {
            Ok(count) if count < missing => self.end = Some(End::Input),
            Ok(_) => {}
            Err(error) => self.end = Some(End::Fault(not_read(error))),
        }
    }

    /// Takes a block back of which so much was checked; its room.
    pub(super) fn checked(&mut self, block: Vec<u8>, checked: Checked) -> Result<Vec<u8>> {
        self.lines += checked.lines;
        let Some(open @ [_, ..]) = block.get(checked.end..) else {
            // The room of a long record is not kept.
            return Ok(if block.capacity() > 2 * BLOCK { Vec::new() } else { block });
        };
        if open.len() > LONGEST {
            return Err(self.too_long(open));
        }
        match self.end {
            Some(End::Input) if self.rest.is_empty() => return Err(unclosed(self.line_of(open))),
            // What it would have been nobody knows.
            Some(End::Fault(_) | End::TooLong) if self.rest.is_empty() => return Ok(block),
            _ => {}
        }
        self.open = open.len();
        self.give_back(block, checked.end);
        Ok(Vec::new())
    }

    /// Begins anew behind so many bytes of a block.
    pub(super) fn begin_behind(&mut self, block: Vec<u8>, end: usize) {
        self.lines += Checked::of(&block, end).lines;
        self.give_back(block, end);
    }

    /// Takes back what is to come again of a block, from this byte on. In its own room, which may be large.
    fn give_back(&mut self, mut block: Vec<u8>, end: usize) {
        block.drain(..end);
        block.append(&mut self.rest);
        self.rest = block;
    }

    /// What ended the input, where that was no end.
    pub(super) fn ended(&mut self) -> Result<()> {
        match self.end.take() {
            Some(End::Fault(error)) => Err(error),
            Some(End::TooLong) => Err(self.too_long(&[])),
            Some(End::Input) | None => Ok(()),
        }
    }

    /// The line in which a record begins, before which blank lines may stand.
    fn line_of(&self, record: &[u8]) -> u64 {
        let blank = record.iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
        1 + self.lines + blank.filter(|byte| **byte == b'\n').count() as u64
    }

    fn too_long(&self, record: &[u8]) -> Error {
        too_long(Position::default().line(self.line_of(record))).with_help(self.help)
    }
}

impl Ends {
    fn of_last_line(self, bytes: &[u8]) -> Option<usize> {
        let last = match self {
            Self::Lines => memrchr(b'\n', bytes),
            Self::Rows => memrchr2(b'\n', b'\r', bytes),
        };
        Some(last? + 1)
    }

    /// Where a block of these bytes is likely to end: behind a line, where no quote is open if all are that can be. `None` where no
    /// line ends in them, beyond so many bytes that have no end of a record.
    fn likely_end(self, bytes: &[u8], open: usize) -> Option<usize> {
        let at_last = self.of_last_line(bytes).filter(|end| *end > open)?;
        if let Self::Lines = self {
            return Some(at_last);
        }
        let quotes = |bytes: &[u8]| memchr_iter(b'"', bytes).count();
        let mut end = at_last;
        let mut is_odd = quotes(bytes.get(..end)?) % 2 == 1;
        while is_odd {
            let before = bytes.get(..end - 1).and_then(|bytes| self.of_last_line(bytes));
            // With a quote that opens nothing, none of them is.
            let Some(before) = before.filter(|end| *end > open) else { return Some(at_last) };
            is_odd = quotes(bytes.get(before..end)?) % 2 == 0;
            end = before;
        }
        Some(end)
    }
}

fn unclosed(line: u64) -> Error {
    Error::new(ErrorKind::Format, "a quote is opened in this record and never closed")
        .at(Position::default().line(line))
        .with_help("see the cell that begins with `\"`; whatever follows it was not read as records")
}

/// What checks the records of a block, of which the first line has this number.
pub(super) trait Check: FnMut(&[u8], u64, &mut Engine<'_>) -> Result<Checked> {}

impl<F: FnMut(&[u8], u64, &mut Engine<'_>) -> Result<Checked>> Check for F {}

/// Checks all blocks, on as many threads as the options say. `head` is the beginning of the input; `parts` makes an engine for parts
/// of it, and `checker` what checks blocks on one thread.
pub(super) fn check<C: Check>(
    mut blocks: Blocks<impl Read>,
    head: &[u8],
    options: &Options,
    engine: &mut Engine<'_>,
    parts: impl Fn() -> Engine<'static> + Sync,
    checker: impl Fn() -> C + Sync,
) -> Result<()> {
    // What is read in one piece is read before a thread has begun.
    let is_short = (head.len() as u64) < HEAD / 2;
    if options.threads > 1 && !is_short && engine.takes_parts() {
        return check_on(blocks, options.threads, engine, parts, checker);
    }
    let mut check = checker();
    let mut room = Vec::new();
    while let Some(block) = blocks.next(room) {
        let checked = check(&block, blocks.lines + 1, engine)?;
        room = blocks.checked(block, checked)?;
    }
    blocks.ended()
}

/// The same on so many threads, of which this is one.
fn check_on<C: Check>(
    mut blocks: Blocks<impl Read>,
    threads: usize,
    engine: &mut Engine<'_>,
    parts: impl Fn() -> Engine<'static> + Sync,
    checker: impl Fn() -> C + Sync,
) -> Result<()> {
    let worker = || {
        let (mut check, mut parts) = (checker(), parts());
        move |block| Done::of(block, &mut check, &mut parts)
    };
    threads::on(threads, worker, |mut turns| {
        let mut check = checker();
        let mut rooms: Vec<Vec<u8>> = Vec::new();
        let mut is_read = false;
        loop {
            match turns.next(!is_read) {
                Turn::Done(Done { block, checked, part, source }) => {
                    let is_absorbed = part.is_some_and(|part| engine.absorb(part));
                    if let Some(source) = source.filter(|_| is_absorbed) {
                        source.add_to(engine);
                    }
                    let checked =
                        if is_absorbed { checked } else { check(&block, blocks.lines + 1, engine)? };
                    if checked.end < block.len() {
                        let behind = turns.withdraw(|done| done.block);
                        behind.into_iter().rev().for_each(|block| blocks.give_back(block, 0));
                        is_read = false;
                    }
                    rooms.push(blocks.checked(block, checked)?);
                    // Where a record ends that has no end yet is found here, before anything behind it is looked at: no
                    // other thread has to have room for a long one.
                    while blocks.open > 0 {
                        let Some(block) = blocks.next(Vec::new()) else { break };
                        let checked = check(&block, blocks.lines + 1, engine)?;
                        blocks.checked(block, checked)?;
                    }
                }
                Turn::Room => match blocks.next(rooms.pop().unwrap_or_default()) {
                    Some(block) => turns.add(block),
                    None => is_read = true,
                },
                Turn::Nothing => return blocks.ended(),
            }
        }
    })
}

/// A block that was checked, and what was found in it; `None` where that can only be told with the whole.
struct Done {
    block: Vec<u8>,
    checked: Checked,
    part: Option<Part>,
    /// What it tells of what was read, where each part tells something of its own.
    source: Option<Source>,
}

impl Done {
    fn of(block: Vec<u8>, check: &mut impl Check, engine: &mut Engine<'_>) -> Self {
        // In which line of the input it begins is not known yet, and what fails here fails again where it is.
        let checked = check(&block, 1, engine);
        let part = engine.take_part();
        let source = engine.summary.source.take();
        let (checked, part) = match checked {
            Ok(checked) => (checked, part),
            Err(_) => (Checked { end: block.len(), lines: 0 }, None),
        };
        Self { block, checked, part, source }
    }
}
