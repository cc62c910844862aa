//! Lists are proved side by side, one on each processor, and answered for in their own order.

use std::cmp::Reverse;
use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Work that does not depend on each other's outcome.
pub(super) struct Jobs<'a, T>(Vec<Job<'a, T>>);

struct Job<'a, T> {
    size: usize,
    work: Box<dyn Fn() -> T + Send + Sync + 'a>,
}

impl<'a, T: Send> Jobs<'a, T> {
    pub(super) const fn new() -> Self {
        Self(Vec::new())
    }

    /// One more job; the size says how long it may take beside the others.
    pub(super) fn add(&mut self, size: usize, work: impl Fn() -> T + Send + Sync + 'a) {
        self.0.push(Job { size, work: Box::new(work) });
    }

    /// What all jobs gave, in the order in which they were added: the same for any number of processors.
    pub(super) fn done(&self) -> Vec<T> {
        self.done_by(thread::available_parallelism().map_or(1, NonZero::get))
    }

    fn done_by(&self, threads: usize) -> Vec<T> {
        // The longest first, so that none is left to run alone at the end.
        let mut order: Vec<(usize, &Job<'a, T>)> = self.0.iter().enumerate().collect();
        order.sort_by_key(|(_, job)| Reverse(job.size));
        let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(order.len())));
        let work = || {
            while let Some((place, job)) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
                let outcome = (job.work)();
                // A lock is poisoned only by a panic, which ends the scope too.
                done.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push((*place, outcome));
            }
        };
        thread::scope(|scope| {
            // This thread works too; a system that gives no other is only slower.
            for _ in 1..threads.min(order.len()) {
                let _ = thread::Builder::new().spawn_scoped(scope, work);
            }
            work();
        });
        let mut done = done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        done.sort_by_key(|(place, _)| *place);
        done.into_iter().map(|(_, outcome)| outcome).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Jobs;

    #[test]
    fn the_order_is_the_same_for_any_number_of_threads() {
        for threads in [1, 2, 3, 64] {
            let mut jobs = Jobs::new();
            for number in 0..40_usize {
                jobs.add(number % 7, move || number);
            }
            assert_eq!(jobs.done_by(threads), (0..40).collect::<Vec<_>>(), "{threads} threads");
            assert!(Jobs::<u8>::new().done_by(threads).is_empty());
        }
    }
}
