//! `paylink completions`: the completions of a shell.

use clap::{Args, ValueEnum};
use clap_complete::Shell;

use crate::exit::Exit;
use crate::output::Output;

/// Print the completion script of a shell.
#[derive(Args)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Known,
}

/// The shells that are tried in the tests.
#[derive(Clone, Copy, ValueEnum)]
enum Known {
    Bash,
    Zsh,
    Fish,
    Powershell,
}

impl Completions {
    /// Prints them: `paylink completions bash >
    /// ~/.local/share/bash-completion/completions/paylink`.
    pub(crate) fn run(self, mut definition: clap::Command, output: &Output) -> Exit {
        let shell = match self.shell {
            Known::Bash => Shell::Bash,
            Known::Zsh => Shell::Zsh,
            Known::Fish => Shell::Fish,
            Known::Powershell => Shell::PowerShell,
        };
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut definition, "paylink", &mut script);
        output.say(String::from_utf8_lossy(&script).trim_end())
    }
}
