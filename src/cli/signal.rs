//! Ctrl-C: stops the query that runs. Outside of the REPL it ends the program when no query runs,
//! or when it comes again.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::Exit;
use crate::limits::Interrupt;

/// Whether a query is running, and how to stop it.
#[derive(Clone, Debug)]
pub(super) struct Running {
    is_running: Arc<AtomicBool>,
    interrupt: Interrupt,
}

impl Running {
    /// Nothing runs yet.
    pub(super) fn new(interrupt: Interrupt) -> Self {
        Self { is_running: Arc::default(), interrupt }
    }

    /// Makes Ctrl-C stop what runs. In the REPL nothing else happens.
    pub(super) fn install_handler(&self, is_repl: bool) {
        let running = self.clone();
        // a program without it is still usable: the system ends it on Ctrl-C
        let _ = ctrlc::set_handler(move || {
            let first = running.is_running.load(Ordering::SeqCst) && !running.interrupt.is_stopped();
            if first || is_repl {
                running.interrupt.stop();
            } else {
                std::process::exit(Exit::Interrupted as i32);
            }
        });
    }

    /// Does something that Ctrl-C stops.
    pub(super) fn run<T>(&self, action: impl FnOnce() -> T) -> T {
        self.interrupt.clear();
        self.is_running.store(true, Ordering::SeqCst);
        let result = action();
        self.is_running.store(false, Ordering::SeqCst);
        result
    }

    /// Whether somebody asked to stop what runs, or what ran last.
    pub(super) fn is_stopped(&self) -> bool {
        self.interrupt.is_stopped()
    }

    /// A writer that fails when somebody asks to stop.
    pub(super) fn guard<'a>(&self, out: &'a mut dyn Write) -> impl Write + use<'a> {
        Guarded { out, interrupt: self.interrupt.clone() }
    }
}

struct Guarded<'a> {
    out: &'a mut dyn Write,
    interrupt: Interrupt,
}

impl Write for Guarded<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.interrupt.is_stopped() {
            // not `Interrupted`: writers try that again
            return Err(io::Error::other("stopped"));
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
