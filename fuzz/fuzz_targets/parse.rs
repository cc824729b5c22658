//! Any text is read or refused in words, without a panic. The fuzzer's own limit bounds the time.

#![no_main]

use claimgraph::internals::parse;
use claimgraph::{ErrorKind, Limits};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Err(error) = parse(text, &Limits::default()) {
        assert!(!error.to_string().is_empty());
        assert_ne!(error.kind(), ErrorKind::Internal, "{error}");
        let at = error.span().unwrap_or_default();
        assert!(at.start <= at.end && at.end as usize <= text.len(), "{error}: {at:?}");
    }
});
