//! Blocks of one group of files, parsed by several threads and taken in their order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::source::{Block, Source};
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::limits::Interrupt;

/// Parsed blocks that wait for one before them, for each thread.
const AHEAD: usize = 4;
/// How often is looked whether somebody asked to stop.
const LOOK: Duration = Duration::from_millis(50);

/// The error of an import that somebody stopped.
pub(super) fn stopped() -> Error {
    Error::new(ErrorKind::Interrupted, Detail::Stopped, "the import was stopped")
}

/// Source and the number of the next block: read by whoever is free.
struct Queue {
    source: Source,
    next: usize,
    /// Set once there is nothing more to read.
    is_done: bool,
}

/// Parses all blocks and takes what comes of them, in the order of the file whatever the number of
/// threads. The first error in that order is the one given. `take` is also told, with `None`, that
/// time has passed.
pub(super) fn each_block<T: Send>(
    source: Source,
    threads: usize,
    interrupt: &Interrupt,
    parse: impl Fn(&Block) -> T + Sync,
    mut take: impl FnMut(Option<T>) -> Result<()>,
) -> Result<()> {
    let queue = Mutex::new(Queue { source, next: 0, is_done: false });
    let stop = AtomicBool::new(false);
    let (sender, receiver) = sync_channel::<(usize, Result<T>)>(threads * AHEAD);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, queue, stop, parse) = (sender.clone(), &queue, &stop, &parse);
            scope.spawn(move || {
                let mut buffer = Vec::new();
                while !stop.load(Ordering::Relaxed) {
                    let (number, block) = {
                        let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
                        if queue.is_done {
                            break;
                        }
                        let block = queue.source.next(std::mem::take(&mut buffer));
                        queue.is_done = !matches!(block, Ok(Some(_)));
                        queue.next += 1;
                        (queue.next - 1, block)
                    };
                    let result = match block {
                        Ok(Some(block)) => {
                            let parsed = parse(&block);
                            buffer = block.bytes;
                            Ok(parsed)
                        }
                        Ok(None) => break,
                        Err(error) => Err(error),
                    };
                    // nobody takes it any more after an error
                    if sender.send((number, result)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        // taken by value, so that threads that wait to send are woken when this ends
        let receiver = receiver;
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        let mut take_all = || -> Result<()> {
            loop {
                if interrupt.is_stopped() {
                    return Err(stopped());
                }
                match receiver.recv_timeout(LOOK) {
                    Ok((number, result)) => {
                        waiting.insert(number, result);
                    }
                    Err(RecvTimeoutError::Timeout) => take(None)?,
                    Err(RecvTimeoutError::Disconnected) => return Ok(()),
                }
                while let Some(result) = waiting.remove(&next) {
                    next += 1;
                    take(Some(result?))?;
                }
            }
        };
        let result = take_all();
        stop.store(true, Ordering::Relaxed);
        drop(receiver);
        result
    })
}
