//! The program `claimgraph`.

use std::process::ExitCode;

fn main() -> ExitCode {
    claimgraph::cli::main()
}
