//! The binary: parses, runs, exits.

fn main() -> std::process::ExitCode {
    demarche::cli::main()
}
