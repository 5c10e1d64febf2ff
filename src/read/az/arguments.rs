//! The commands of az and their arguments, from azure-cli.txt beside this file.
//!
//! `scripts/azure-cli.py` writes that file, from az's own command table:
//!
//! ```text
//! azure-cli 2.91.0               the version
//! account acr ad …               the first words of all commands
//!
//! *                              what every command takes
//! --output -o ==json,jsonc
//!
//! aks nodepool add               a command, and what it takes
//! --nodepool-name --name -n !
//! --zones -z +
//! ```
//!
//! After an argument's spellings (`~`: a spelling that az advises against) come, where they apply:
//! `!` required, or `!ids` required unless there is `--ids`; the number of values when it is not
//! one, as argparse writes it (`0`, `?`, `*`, `+`); `list` or `object` for values in az's
//! shorthand syntax; `bool`, `=a,b` or `==a,b` for what a value may be, `==` where case matters;
//! `deprecated`, or `hidden` for what is deprecated and no longer in az's help; `> …`, what to use
//! instead.

use crate::text::closest_of;
use std::sync::OnceLock;

const FILE: &str = include_str!("azure-cli.txt");

/// The texts that AAZ commands take for a boolean.
const BOOLEAN: &str = "true,t,yes,y,1,false,f,no,n,0";

/// The version of az that the table is from.
pub(super) fn version() -> &'static str {
    FILE.lines().next().unwrap_or_default().trim_start_matches("azure-cli ")
}

/// What the words after `az` name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// A command of the table; so many of the words are its name.
    Command(Command, usize),
    /// Nothing in the table, but its first word is one of az.
    NotInTable,
    /// Nothing of az; perhaps this was meant.
    Unknown(Option<&'static str>),
}

/// A command of az.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Command {
    /// Its words, such as `aks nodepool add`.
    pub(super) name: &'static str,
    marks: &'static str,
    arguments: &'static str,
}

/// An argument of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Argument(&'static str);

/// How many values follow an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Values {
    /// None: it is a flag.
    None,
    /// One.
    One,
    /// One, which may be left out.
    Optional,
    /// One or more.
    Some,
    /// Any number.
    Any,
}

/// Whether az advises against something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Deprecation {
    /// No longer in az's help.
    pub(super) hidden: bool,
    /// What az says to use instead.
    pub(super) instead: Option<&'static str>,
}

/// What a word is to a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Word<'w> {
    /// No argument's name: a value.
    Value,
    /// An argument of the command.
    Argument {
        argument: Argument,
        /// The spelling in full.
        spelling: &'static str,
        /// The value in the same word, after `=` or after a short name.
        value: Option<&'w str>,
    },
    /// The beginning of several names, which az refuses.
    Ambiguous(Vec<&'static str>),
    /// A name that the command does not have; perhaps this was meant.
    Unknown(Option<&'static str>),
}

struct Table {
    groups: &'static str,
    common: &'static str,
    /// Sorted by name.
    commands: Vec<Command>,
    /// The spellings of each command's arguments, sorted when a command is first asked.
    spellings: Vec<OnceLock<Vec<Spelling>>>,
}

/// A spelling of an argument.
type Spelling = (&'static str, Argument);

/// The table, cut into commands when it is first asked.
fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut blocks = FILE.split("\n\n").map(|it| it.split_once('\n').unwrap_or((it, "")));
        let (_, groups) = blocks.next().unwrap_or_default();
        let (_, common) = blocks.next().unwrap_or_default();
        let commands = blocks.map(|(head, arguments)| {
            let (name, marks) = head.split_once(", ").unwrap_or((head, ""));
            Command { name, marks, arguments }
        });
        let commands: Vec<Command> = commands.collect();
        let spellings = commands.iter().map(|_| OnceLock::new()).collect();
        Table { groups, common, commands, spellings }
    })
}

/// The command that the words after `az` begin with: the longest, in any case, as az takes it.
pub(super) fn command(words: &[&str]) -> Named {
    command_named(words, true)
}

/// The same, with what was meant only where that is asked for: looking for it takes its time.
pub(super) fn command_named(words: &[&str], suggests: bool) -> Named {
    const MOST_WORDS: usize = 6;
    let words: Vec<String> = words.iter().take(MOST_WORDS).map(|it| it.to_lowercase()).collect();
    let table = table();
    for used in (1..=words.len()).rev() {
        let name = words.get(..used).unwrap_or_default().join(" ");
        let found = table.commands.binary_search_by(|it| it.name.cmp(&name)).ok();
        if let Some(command) = found.and_then(|at| table.commands.get(at)) {
            return Named::Command(*command, used);
        }
    }
    let groups = || table.groups.split(' ');
    // What is near a name of the table may be a name of az all the same.
    if super::answers::is_outside(&words) {
        return Named::NotInTable;
    }
    let meant = table.commands.iter().filter(|_| suggests).map(|it| it.name).find(|name| {
        name.split(' ').count() == words.len()
            && name
                .split(' ')
                .zip(&words)
                .all(|(theirs, word)| closest_of(word, [theirs].into_iter()).is_some())
    });
    let group = words.first().map(String::as_str).unwrap_or_default();
    match meant {
        None if groups().any(|it| it == group) => Named::NotInTable,
        None if suggests => Named::Unknown(closest_of(group, groups())),
        None => Named::Unknown(None),
        meant => Named::Unknown(meant),
    }
}

impl Command {
    /// Whether az advises against it.
    pub(super) fn deprecation(self) -> Option<Deprecation> {
        deprecation(self.marks)
    }

    /// Its arguments: its own, then those of every command.
    pub(super) fn arguments(self) -> impl Iterator<Item = Argument> {
        self.arguments.lines().chain(table().common.lines()).map(Argument)
    }

    /// What a word is to this command, by argparse's rules.
    pub(super) fn word(self, word: &str) -> Word<'_> {
        self.word_named(word, true)
    }

    /// The same, with what was meant only where that is asked for: looking for it takes its time.
    pub(super) fn word_named(self, word: &str, suggests: bool) -> Word<'_> {
        let Some(name) = word.strip_prefix('-').filter(|it| !it.is_empty()) else {
            return Word::Value;
        };
        if let Some((argument, spelling)) = self.spelled(word) {
            return Word::Argument { argument, spelling, value: None };
        }
        let (before, value) = match word.split_once('=') {
            Some((before, value)) => (before, Some(value)),
            None => (word, None),
        };
        if let Some((argument, spelling)) = self.spelled(before) {
            return Word::Argument { argument, spelling, value };
        }
        if name.starts_with('-') {
            let mut found: Vec<(Argument, &str)> = Vec::new();
            let sorted = self.sorted();
            let start = sorted.partition_point(|it| it.0 < before);
            let longer = sorted.get(start..).unwrap_or_default().iter();
            for &(spelling, argument) in longer.take_while(|it| it.0.starts_with(before)) {
                // What every command takes, some have of their own too.
                if found.iter().all(|it| it.1 != spelling) {
                    found.push((argument, spelling));
                }
            }
            match found.as_slice() {
                [] => {}
                [(argument, spelling)] => {
                    return Word::Argument { argument: *argument, spelling, value };
                }
                several => return Word::Ambiguous(several.iter().map(|it| it.1).collect()),
            }
        } else if let Some((_, spelling)) = self.spelled(&format!("-{before}")) {
            // az would take it for a short name with its value, which nobody means.
            return Word::Unknown(Some(spelling));
        } else if let Some((at, _)) = name.char_indices().nth(1)
            && let (short, value) = word.split_at(at + 1)
            && let Some((argument, spelling)) = self.spelled(short)
        {
            return Word::Argument { argument, spelling, value: Some(value) };
        }
        if word.contains(' ') || is_negative_number(name) {
            return Word::Value;
        }
        Word::Unknown(if suggests { self.meant(before) } else { None })
    }

    fn spellings(self) -> impl Iterator<Item = (Argument, &'static str)> {
        self.arguments().flat_map(|it| it.spellings().map(move |spelling| (it, spelling)))
    }

    /// Its spellings in order; of one that every command has too its own comes first.
    fn sorted(self) -> &'static [Spelling] {
        let table = table();
        let at = table.commands.binary_search_by(|it| it.name.cmp(self.name));
        let place = at.ok().and_then(|at| table.spellings.get(at));
        let sorted = place.map(|it| {
            it.get_or_init(|| {
                let mut all: Vec<Spelling> =
                    self.spellings().map(|(argument, spelling)| (spelling, argument)).collect();
                all.sort_by_key(|it| it.0);
                all
            })
        });
        sorted.map(Vec::as_slice).unwrap_or_default()
    }

    fn spelled(self, name: &str) -> Option<(Argument, &'static str)> {
        let sorted = self.sorted();
        let (spelling, argument) = sorted.get(sorted.partition_point(|it| it.0 < name))?;
        (*spelling == name).then_some((*argument, *spelling))
    }

    /// The name that one that the command does not have was most likely meant to be.
    fn meant(self, name: &str) -> Option<&'static str> {
        // Without their dashes, which would make short names alike.
        let known = || self.spellings().filter_map(|it| it.1.strip_prefix("--"));
        let end = name.trim_start_matches('-');
        // `--osdisk-size` is near to nothing, but `--node-osdisk-size` ends with it.
        let is_longer = |it: &str| it.strip_suffix(end).is_some_and(|it| it.ends_with('-'));
        let mut longer = known().filter(|it| is_longer(it));
        let meant = match (longer.next(), longer.next()) {
            (Some(only), None) => only,
            (Some(_), Some(_)) => return None,
            _ => closest_of(end, known())?,
        };
        self.spellings().map(|it| it.1).find(|it| it.strip_prefix("--") == Some(meant))
    }
}

/// As argparse sees it: `-1`, `-1.5`, `-.5`.
fn is_negative_number(digits: &str) -> bool {
    digits.ends_with(|it: char| it.is_ascii_digit())
        && digits.chars().all(|it| it.is_ascii_digit() || it == '.')
        && digits.matches('.').count() < 2
}

impl Argument {
    /// Its spellings, the one that az's pages use first.
    pub(super) fn spellings(self) -> impl Iterator<Item = &'static str> {
        let names = self.0.split(' ').map(|it| it.trim_start_matches('~'));
        names.take_while(|it| it.starts_with('-'))
    }

    /// The spelling that az's pages use.
    pub(super) fn name(self) -> &'static str {
        self.spellings().next().unwrap_or_default()
    }

    /// Whether az advises against a spelling of it.
    pub(super) fn is_old_spelling(self, spelling: &str) -> bool {
        self.marks().any(|it| it.strip_prefix('~') == Some(spelling))
    }

    /// The parts of its line.
    fn marks(self) -> impl Iterator<Item = &'static str> {
        self.0.split(' ').take_while(|it| *it != ">")
    }

    /// How many values follow it.
    pub(super) fn values(self) -> Values {
        let values = self.marks().find_map(|it| match it {
            "0" => Some(Values::None),
            "?" => Some(Values::Optional),
            "+" => Some(Values::Some),
            "*" => Some(Values::Any),
            _ => None,
        });
        values.unwrap_or(Values::One)
    }

    /// Whether the command is refused without it; of commands that take `--ids`, not where that is
    /// given.
    pub(super) fn is_required(self, has_ids: bool) -> bool {
        self.marks().any(|it| it == "!" || it == "!ids" && !has_ids)
    }

    /// Whether values are a list in az's shorthand syntax: `a b`, `[a,b]`, or JSON.
    pub(super) fn is_list(self) -> bool {
        self.marks().any(|it| it == "list")
    }

    /// Whether values are an object in az's shorthand syntax: `a=1 b=2`, `{a:1,b:2}`, or JSON.
    pub(super) fn is_object(self) -> bool {
        self.marks().any(|it| it == "object")
    }

    /// The values that az takes, separated by commas, where it takes only some.
    pub(super) fn choices(self) -> Option<&'static str> {
        self.marks().find_map(|it| match it {
            "bool" => Some(BOOLEAN),
            _ => it.strip_prefix('=').map(|it| it.trim_start_matches('=')),
        })
    }

    /// Whether az takes a value, as far as the table knows.
    pub(super) fn takes(self, value: &str) -> bool {
        let with_case = self.marks().any(|it| it.starts_with("=="));
        self.choices().is_none_or(|choices| {
            choices.split(',').any(|it| it == value || !with_case && it.eq_ignore_ascii_case(value))
        })
    }

    /// Whether az advises against it.
    pub(super) fn deprecation(self) -> Option<Deprecation> {
        deprecation(self.0)
    }
}

fn deprecation(marks: &'static str) -> Option<Deprecation> {
    let (marks, instead) = match marks.split_once(" > ") {
        Some((marks, instead)) => (marks, Some(instead)),
        None => (marks, None),
    };
    match marks.rsplit(' ').next() {
        Some("hidden") => Some(Deprecation { hidden: true, instead }),
        Some("deprecated") => Some(Deprecation { hidden: false, instead }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(line: &str) -> Command {
        match command(&line.split(' ').collect::<Vec<_>>()) {
            Named::Command(command, _) => command,
            other => panic!("{line}: {other:?}"),
        }
    }

    /// The spelling in full, and the value in the word.
    fn read(command: &str, word: &str) -> (&'static str, Option<String>) {
        match named(command).word(word) {
            Word::Argument { spelling, value, .. } => (spelling, value.map(str::to_string)),
            other => panic!("{word}: {other:?}"),
        }
    }

    fn argument(command: &str, word: &str) -> Argument {
        match named(command).word(word) {
            Word::Argument { argument, .. } => argument,
            other => panic!("{word}: {other:?}"),
        }
    }

    #[test]
    fn the_file_is_what_its_documentation_says() {
        assert_eq!(version(), "2.91.0");
        let table = table();
        assert!(table.commands.len() > 200 && table.commands.is_sorted_by_key(|it| it.name));
        for command in &table.commands {
            let group = command.name.split(' ').next().unwrap();
            assert!(table.groups.split(' ').any(|it| it == group), "{group}");
            for it in command.arguments() {
                assert!(it.name().starts_with("--"), "{it:?}");
                let marks = it.marks().skip(it.spellings().count());
                for mark in marks {
                    let is_known = mark.starts_with('=')
                        || "! !ids 0 ? + * list object bool deprecated hidden"
                            .split(' ')
                            .any(|it| it == mark);
                    assert!(is_known, "{mark} in {it:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_told_as_gone_is_not_in_the_table() {
        use crate::azure_facts::az_arguments::{FOREIGN, Fate, PREVIEW_COMMANDS};
        for it in FOREIGN {
            for command in it.commands {
                let command = named(command);
                for spelling in it.spellings {
                    assert_eq!(command.spelled(spelling), None, "{}", command.name);
                }
                let (Fate::Renamed { instead, .. } | Fate::Removed { instead, .. }) = it.fate
                else {
                    continue;
                };
                let name = instead.split(' ').next().unwrap_or_default();
                assert!(name.is_empty() || command.spelled(name).is_some(), "{name}");
            }
        }
        for group in PREVIEW_COMMANDS {
            assert!(table().commands.iter().all(|it| !it.name.starts_with(&format!("{group} "))));
        }
    }

    #[test]
    fn what_is_told_as_refused_is_no_choice() {
        for (commands, name, values) in crate::azure_facts::az_arguments::REFUSED_VALUES {
            for command in *commands {
                let argument = argument(command, name);
                assert!(values.iter().all(|it| !argument.takes(it)), "az {command} {name}");
            }
        }
    }

    #[test]
    fn the_longest_command_is_taken_in_any_case() {
        let of = |line: &str| command(&line.split(' ').collect::<Vec<_>>());
        assert_eq!(of("AKS Create"), Named::Command(named("aks create"), 2));
        assert_eq!(
            of("network vnet subnet create"),
            Named::Command(named("network vnet subnet create"), 4)
        );
        assert_eq!(of("aks show extra words"), Named::Command(named("aks show"), 2));
        assert_eq!(
            of("network vnet create subnet"),
            Named::Command(named("network vnet create"), 3)
        );
        assert_eq!(of("aks nodepol ad"), Named::Unknown(Some("aks nodepool add")));
        assert_eq!(of("akz create"), Named::Unknown(Some("aks create")));
        assert_eq!(of("akz"), Named::Unknown(Some("aks")));
        assert_eq!(of("quantum job submit"), Named::Unknown(None));
        assert_eq!(of("network lb create"), Named::NotInTable);
        assert_eq!(of("network asg create"), Named::NotInTable);
        assert_eq!(of("aks connection create postgres"), Named::NotInTable);
        assert_eq!(of("aks nodepool"), Named::NotInTable);
        assert_eq!(command(&[]), Named::Unknown(None));
    }

    #[test]
    fn names_are_read_as_argparse_reads_them() {
        assert_eq!(read("aks create", "--name"), ("--name", None));
        assert_eq!(read("aks create", "-n"), ("-n", None));
        assert_eq!(read("aks create", "--name=a=b"), ("--name", Some("a=b".to_string())));
        assert_eq!(read("aks create", "-n=a"), ("-n", Some("a".to_string())));
        assert_eq!(read("aks create", "-gshop"), ("-g", Some("shop".to_string())));
        assert_eq!(read("aks create", "--resource-g"), ("--resource-group", None));
        assert_eq!(read("aks create", "--outp=tsv"), ("--output", Some("tsv".to_string())));
        assert_eq!(read("network vnet create", "--subnet-prefix"), ("--subnet-prefixes", None));
        // A whole name is no abbreviation of a longer one.
        assert_eq!(read("aks create", "--pod-cidr"), ("--pod-cidr", None));
        // Two spellings of one argument, and one that every command has too.
        assert_eq!(read("account set", "--subs"), ("--subscription", None));
    }

    #[test]
    fn what_is_no_name_is_a_value() {
        for word in ["", "-", "nodes", "-1", "-0.5", "--a text", "é"] {
            assert_eq!(named("aks create").word(word), Word::Value, "{word}");
        }
    }

    #[test]
    fn what_az_does_not_have_gets_a_suggestion() {
        let of = |word| match named("aks create").word(word) {
            Word::Unknown(meant) => meant,
            other => panic!("{word}: {other:?}"),
        };
        assert_eq!(of("--enable-cluster-autoscalar"), Some("--enable-cluster-autoscaler"));
        assert_eq!(of("--osdisk-size"), Some("--node-osdisk-size"));
        // That of nodes, of pods, or of the API server.
        assert_eq!(of("--subnet-id"), None);
        assert_eq!(of("--Name"), Some("--name"));
        assert_eq!(of("-name"), Some("--name"));
        assert_eq!(of("--colour=red"), None);
        assert_eq!(of("-é"), None);
        let ambiguous = named("aks create").word("--enable-az");
        assert!(matches!(&ambiguous, Word::Ambiguous(names) if names.len() > 3), "{ambiguous:?}");
    }

    #[test]
    fn an_argument_knows_its_values() {
        assert_eq!(argument("aks create", "--enable-aad").values(), Values::None);
        assert_eq!(argument("aks create", "--node-count").values(), Values::One);
        assert_eq!(argument("aks nodepool add", "--zones").values(), Values::Some);
        assert_eq!(argument("aks create", "--tags").values(), Values::Any);
        assert_eq!(argument("network vnet create", "--no-wait").values(), Values::Optional);
        assert!(argument("network vnet create", "--address-prefixes").is_list());
        assert!(argument("network vnet create", "--tags").is_object());

        let policy = argument("aks create", "--outbound-type");
        assert!(policy.takes("LoadBalancer") && !policy.takes("natGateway"));
        assert!(argument("aks create", "--output").takes("tsv"));
        assert!(!argument("aks create", "--output").takes("TSV"));
        assert!(argument("network vnet create", "--ddos-protection").takes("Yes"));

        assert!(argument("aks create", "--name").is_required(false));
        assert!(!argument("network vnet show", "--name").is_required(true));
        assert!(argument("network vnet show", "--name").is_required(false));
        assert!(!argument("aks create", "--location").is_required(false));
    }

    #[test]
    fn an_argument_knows_whether_az_advises_against_it() {
        let of = |word| argument("aks create", word).deprecation();
        assert_eq!(of("--name"), None);
        assert_eq!(
            of("--docker-bridge-address"),
            Some(Deprecation { hidden: true, instead: None })
        );
        assert_eq!(
            of("--enable-msi-auth-for-monitoring"),
            Some(Deprecation { hidden: false, instead: Some("--enable-azure-monitor-logs") })
        );
        let name = argument("aks nodepool wait", "--agent-pool-name");
        assert!(name.is_old_spelling("--agent-pool-name") && !name.is_old_spelling("--name"));
        assert_eq!(name.name(), "--nodepool-name");
        assert_eq!(
            named("aks snapshot create").deprecation().and_then(|it| it.instead),
            Some("aks nodepool snapshot create")
        );
    }
}
