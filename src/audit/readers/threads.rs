//! Parts of an input that are checked at the same time, on several threads, and taken in their order.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::Result;
use crate::audit::engine::Engine;
use crate::audit::{Options, not_read};

/// How many threads there are at most: more would wait for the one that reads, and take memory meanwhile.
const MOST: usize = 16;

/// Checks pieces of an input that say everything that is needed to check them, on as many threads as the options say; this one reads.
/// `parts` makes an engine for parts of the input, and `checker` what checks pieces on one thread.
pub(super) fn check<P: Send, C: FnMut(&P, &mut Engine<'_>) -> Result<()>>(
    pieces: impl Iterator<Item = Result<P>>,
    options: &Options,
    engine: &mut Engine<'_>,
    parts: impl Fn() -> Engine<'static> + Sync,
    checker: impl Fn() -> C + Sync,
) -> Result<()> {
    let (mut pieces, mut check) = (pieces.peekable(), checker());
    if let Some(piece) = pieces.next() {
        check(&piece?, engine)?;
    }
    // What is read in one piece is checked before a thread has begun.
    if options.threads < 2 || !engine.takes_parts() || pieces.peek().is_none() {
        return pieces.try_for_each(|piece| check(&piece?, engine));
    }
    let worker = || {
        let (mut check, mut parts) = (checker(), parts());
        move |piece| {
            let checked = check(&piece, &mut parts);
            // What fails here fails again where it is known which record it is.
            (piece, parts.take_part().filter(|_| checked.is_ok()))
        }
    };
    on(options.threads, worker, |mut turns| {
        let (mut may_read, mut end) = (true, Ok(()));
        loop {
            match turns.next(may_read) {
                Turn::Done((piece, part)) => {
                    if !part.is_some_and(|part| engine.absorb(part)) {
                        check(&piece, engine)?;
                    }
                }
                Turn::Room => match pieces.next() {
                    Some(Ok(piece)) => turns.add(piece),
                    Some(Err(error)) => (may_read, end) = (false, Err(error)),
                    None => may_read = false,
                },
                Turn::Nothing => return end,
            }
        }
    })
}

/// Gives `run` the turns of so many threads, of which this is one: what it reads each of them checks, with what `worker` makes.
pub(super) fn on<P: Send, D: Send, W: FnMut(P) -> D>(
    threads: usize,
    worker: impl Fn() -> W + Sync,
    run: impl FnOnce(Turns<'_, P, D, W>) -> Result<()>,
) -> Result<()> {
    let shared = Shared::new();
    let threads = threads.min(MOST);
    thread::scope(|scope| {
        let _over = Over(&shared);
        for _ in 1..threads {
            let work = || {
                let _over = Over(&shared);
                let mut work = worker();
                while let Some((number, part)) = shared.wait_for_part() {
                    shared.put(number, work(part));
                }
            };
            let thread = thread::Builder::new().name("records".to_owned());
            thread.spawn_scoped(scope, work).map_err(not_read)?;
        }
        run(Turns { shared: &shared, work: worker(), ahead: 2 * threads, next: 0, due: 0 })
    })
}

/// What the thread that reads has to do, one thing after another.
pub(super) struct Turns<'a, P, D, W> {
    shared: &'a Shared<P, D>,
    work: W,
    /// How many parts may be read of which the first is not taken yet.
    ahead: usize,
    /// The next part that is read, and the next that is taken.
    next: usize,
    due: usize,
}

pub(super) enum Turn<D> {
    /// To take what was made of the part that comes next.
    Done(D),
    /// To read another part, and add it.
    Room,
    /// Nothing: all that was added was taken.
    Nothing,
}

impl<P, D, W: FnMut(P) -> D> Turns<'_, P, D, W> {
    /// What is to be done now; there may be more to read or not. Meanwhile this thread checks as the others do.
    pub(super) fn next(&mut self, may_read: bool) -> Turn<D> {
        loop {
            if let Some(done) = self.shared.take(self.due) {
                self.due += 1;
                return Turn::Done(done);
            }
            if may_read && self.next - self.due < self.ahead {
                return Turn::Room;
            }
            if let Some((number, part)) = self.shared.part() {
                self.shared.put(number, (self.work)(part));
            } else if self.due == self.next || !self.shared.wait_for(self.due) {
                // If another thread has panicked, the end of the scope tells.
                return Turn::Nothing;
            }
        }
    }

    pub(super) fn add(&mut self, part: P) {
        self.shared.add(self.next, part);
        self.next += 1;
    }

    /// Takes back all parts that were added, in their order: what was made of them is forgotten.
    pub(super) fn withdraw(&mut self, part_of: impl Fn(D) -> P) -> Vec<P> {
        self.due = self.next;
        self.shared.withdraw(part_of)
    }
}

/// What the threads have in common.
struct Shared<P, D> {
    state: Mutex<State<P, D>>,
    changed: Condvar,
}

/// Parts, and what was made of parts, each with the number of the part.
struct State<P, D> {
    waiting: VecDeque<(usize, P)>,
    /// How many are being checked.
    at_work: usize,
    done: Vec<(usize, D)>,
    is_over: bool,
}

impl<P, D> Shared<P, D> {
    fn new() -> Self {
        let state = State { waiting: VecDeque::new(), at_work: 0, done: Vec::new(), is_over: false };
        Self { state: Mutex::new(state), changed: Condvar::new() }
    }

    fn state(&self) -> MutexGuard<'_, State<P, D>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State<P, D>>) -> MutexGuard<'a, State<P, D>> {
        self.changed.wait(state).unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, number: usize, part: P) {
        self.state().waiting.push_back((number, part));
        self.changed.notify_all();
    }

    /// A part to check, if one waits.
    fn part(&self) -> Option<(usize, P)> {
        let mut state = self.state();
        let part = state.waiting.pop_front()?;
        state.at_work += 1;
        Some(part)
    }

    /// The same as soon as one does; `None` when there will be no more.
    fn wait_for_part(&self) -> Option<(usize, P)> {
        let mut state = self.state();
        loop {
            if state.is_over {
                return None;
            }
            if let Some(part) = state.waiting.pop_front() {
                state.at_work += 1;
                return Some(part);
            }
            state = self.wait(state);
        }
    }

    fn put(&self, number: usize, done: D) {
        let mut state = self.state();
        state.at_work -= 1;
        state.done.push((number, done));
        self.changed.notify_all();
    }

    /// What was made of the part of this number, if it has been checked.
    fn take(&self, number: usize) -> Option<D> {
        let mut state = self.state();
        let place = state.done.iter().position(|(known, _)| *known == number)?;
        Some(state.done.swap_remove(place).1)
    }

    /// Waits until the part of this number has been checked; `false` where it never will be.
    fn wait_for(&self, number: usize) -> bool {
        let mut state = self.state();
        while !state.is_over && state.done.iter().all(|(known, _)| *known != number) {
            state = self.wait(state);
        }
        !state.is_over
    }

    fn withdraw(&self, part_of: impl Fn(D) -> P) -> Vec<P> {
        let mut state = self.state();
        let mut parts: Vec<(usize, P)> = state.waiting.drain(..).collect();
        while state.at_work > 0 && !state.is_over {
            state = self.wait(state);
        }
        parts.extend(state.done.drain(..).map(|(number, done)| (number, part_of(done))));
        parts.sort_unstable_by_key(|(number, _)| *number);
        parts.into_iter().map(|(_, part)| part).collect()
    }
}

/// Ends the work of all threads when one of them ends.
struct Over<'a, P, D>(&'a Shared<P, D>);

impl<P, D> Drop for Over<'_, P, D> {
    fn drop(&mut self) {
        self.0.state().is_over = true;
        self.0.changed.notify_all();
    }
}
