//! Quirks of shells, one line each.

use super::{Command, Host, Word, run};
use std::fmt::Write;
use std::ops::Range;

/// Notes what is run; answers ids, and the words of `say`.
#[derive(Default)]
struct Recorder {
    commands: Vec<Command>,
    notes: Vec<(Range<usize>, String, &'static str)>,
}

impl Host for Recorder {
    fn run(&mut self, command: &Command) -> Option<String> {
        self.commands.push(command.clone());
        let words: Vec<&str> = command.words.iter().map(|it| it.text.as_str()).collect();
        match words.as_slice() {
            ["az", "id", name, "--query", query, ..] => Some(format!("/ids/{name}/{query}\n")),
            ["az", "id", name, ..] => Some(format!("/ids/{name}\r\n")),
            ["say", words @ ..] => Some(words.join(" ")),
            _ => None,
        }
    }

    fn not_understood(&mut self, range: Range<usize>, what: String, help: &'static str) {
        self.notes.push((range, what, help));
    }
}

fn recorded(text: &str) -> Recorder {
    let mut recorder = Recorder::default();
    run(text, &mut recorder);
    for word in recorder.commands.iter().flat_map(|it| &it.words) {
        assert!(text.get(word.range.clone()).is_some(), "{text}: {word:?}");
        if let Some(literal) = &word.literal {
            assert!(text.get(literal.clone()).is_some(), "{text}: {word:?}");
        }
    }
    for (range, ..) in &recorder.notes {
        assert!(text.get(range.clone()).is_some(), "{text}: {range:?}");
    }
    recorder
}

/// The commands of a script, words apart by `|`, with what they read and write.
fn commands(text: &str) -> String {
    shown(&recorded(text))
}

fn shown(recorder: &Recorder) -> String {
    let mut shown = String::new();
    for Command { words, input, writes_to, .. } in &recorder.commands {
        let words: Vec<&str> = words.iter().map(|it| it.text.as_str()).collect();
        let _ = write!(shown, "{}", words.join("|"));
        if let Some(input) = input {
            let _ = write!(shown, " << {:?}", input.text);
        }
        if let Some(file) = writes_to {
            let _ = write!(shown, " > {file}");
        }
        shown.push('\n');
    }
    shown.pop();
    shown
}

fn all(cases: &[(&str, &str)]) {
    let wrong = |(text, expected): &&(&str, &str)| {
        let recorder = recorded(text);
        let is_wrong = shown(&recorder) != *expected || !recorder.notes.is_empty();
        if is_wrong {
            println!("{text}\n--- is\n{}\n--- not\n{expected}", shown(&recorder));
            println!("--- notes: {:?}\n", recorder.notes);
        }
        is_wrong
    };
    assert_eq!(cases.iter().filter(wrong).count(), 0);
}

/// Scripts that are noted as not understood: what is run, and what is said of which text.
fn noted(cases: &[(&str, &str, &str, &str)]) {
    let wrong = |(text, expected, place, what): &&(&str, &str, &str, &str)| {
        let recorder = recorded(text);
        let is_noted = matches!(recorder.notes.as_slice(), [(range, message, help)]
            if &text[range.clone()] == *place && message.contains(what) && !help.is_empty());
        let is_wrong = shown(&recorder) != *expected || !is_noted;
        if is_wrong {
            println!("{text}\n--- is\n{}\n--- not\n{expected}", shown(&recorder));
            println!("--- notes: {:?}, not {place} {what}\n", recorder.notes);
        }
        is_wrong
    };
    assert_eq!(cases.iter().filter(wrong).count(), 0);
}

#[test]
fn words_and_quotes() {
    all(&[
        ("az aks create -n a", "az|aks|create|-n|a"),
        ("  az\taks  # comment", "az|aks"),
        ("az a#b '' \"\"", "az|a#b||"),
        (r#"az 'a b' "c d" e\ f g"h"'i'"#, "az|a b|c d|e f|ghi"),
        (r#"az "a\"b\$c\\d\e" 'a\b'"#, r#"az|a"b$c\d\e|a\b"#),
        (r"az $'a\tb\'\x41\u00e9\101'", "az|a\tb'AéA"),
        (r#"az $"a" $ a$ "$" '$x'"#, "az|a|$|a$|$|$x"),
        ("az --a=b --c='d e' --f=\"g\"", "az|--a=b|--c=d e|--f=g"),
        ("az a \\\n  b\\\n  c \\\r\n  d", "az|a|b|c|d"),
        ("az a\\\nb 'c\nd' \"e\\\nf\"", "az|ab|c\nd|ef"),
        ("\u{feff}#!/bin/bash\r\naz a\r\naz b\r\n", "az|a\naz|b"),
        (
            "az a; az b && az c || az d & az e | az f\naz g",
            "az|a\naz|b\naz|c\naz|d\naz|e\naz|f\naz|g",
        ),
        ("az a &&\n\n# x\n az b |\n az c", "az|a\naz|b\naz|c"),
        ("az {a,b}c {1..3} {c..a} {} {a} x{1..2}", "az|ac|bc|1|2|3|{c..a}|{}|{a}|x1|x2"),
        ("az [?a==b] ~/x a=b --q=@f", "az|[?a==b]|~/x|a=b|--q=@f"),
        ("az \"[?name=='x'].{a:b}\"", "az|[?name=='x'].{a:b}"),
        ("az Ä 'ö' \"🦀\"", "az|Ä|ö|🦀"),
    ]);
}

#[test]
fn variables() {
    all(&[
        ("RG=a; az $RG ${RG} \"$RG-b\" '$RG' \"${RG}b\"", "az|a|a|a-b|$RG|ab"),
        ("export RG='a b'\naz $RG \"$RG\"", "az|a|b|a b"),
        ("declare -r A=1 B=\"2 3\"; readonly C=$A; az $A \"$B\" $C", "az|1|2 3|1"),
        ("A=\"--x 1 --y 2\"; az $A", "az|--x|1|--y|2"),
        ("A=' a '; az x${A}y", "az|x|a|y"),
        ("A=; az $A \"$A\" b", "az||b"),
        ("az $A \"${B}\" ${C:-d} ${D:-} \"${E:-e f}\" ${F-g}", "az|${A}|${B}|d|e f|g"),
        ("A=${1:-x}; B=$2; B=${B:-y}; az $A $B $3", "az|x|y|${3}"),
        ("A=; az \"${A:-b}\" \"${A-b}\" \"${A:+c}\" \"${A+c}\"", "az|b|||c"),
        (": \"${A:=b}\"; az $A ${C:?needs c}", "az|b|${C}"),
        ("A=ab; A+=cd; B+=x; az $A $B", "az|abcd|x"),
        (
            "A=a.b.c; az ${A#*.} ${A##*.} ${A%.*} ${A%%.*} ${A//./-} ${A/./} ${#A}",
            "az|b.c|c|a.b|a|a-b-c|ab.c|5",
        ),
        (
            "A=aBc; az ${A,,} ${A^^} ${A^} ${A:1} ${A:0:2} ${A: -1} ${A@Q}",
            "az|abc|ABC|ABc|Bc|aB|c|${A}",
        ),
        ("az ${X,,} ${X%y} \"a${X/b/c}\"", "az|${X}|${X}|a${X}"),
        (
            "A=(a 'b c' d); az \"${A[@]}\" ${A[1]} $A ${#A[@]} ${A[-1]} \"${A[*]}\"",
            "az|a|b c|d|b|c|a|3|d|a b c d",
        ),
        ("A=(a\n # comment\n b)\nA+=(c \"$X\"); az ${A[@]}", "az|a|b|c|${X}"),
        ("A=(); az x \"${A[@]}\" y", "az|x|y"),
        ("declare -A M=([a]=1 [b]=2); M[c]=3; az ${M[a]} ${M[c]} \"${!M[@]}\"", "az|1|3|a|b|c"),
        ("A=B; B=c; az ${!A}", "az|c"),
        ("A=1; (A=2; az $A); az $A; { A=3; }; az $A", "az|2\naz|1\naz|3"),
        ("A=1 az x; az $A", "az|x\naz|${A}"),
        ("A=2; az $((A * 2 + 1)) $(( $A + B )) $((1+1))", "az|5|${2 + B}|2"),
        ("read -r A; read -p 'x: ' B C; az $A $B $C", "az|${A}|${B}|${C}"),
        ("read A B <<< 'x y z'; az $A \"$B\"", "az|x|y z"),
        ("IFS=, read -ra A <<< 'x,y'; az ${A[@]}", "az|x|y"),
        ("A='a b'; for x in $A c; do az $x; done", "az|a\naz|b\naz|c"),
    ]);
}

#[test]
fn commands_in_words() {
    all(&[
        ("ID=$(az id a --query id -o tsv); az x $ID", "az|id|a|--query|id|-o|tsv\naz|x|/ids/a/id"),
        ("az x \"$(az id a)\" `az id b`", "az|id|a\naz|id|b\naz|x|/ids/a|/ids/b"),
        ("ID=$(az group show); az x $ID", "az|group|show\naz|x|${ID}"),
        ("az x \"a-$(git rev-parse HEAD)\"", "git|rev-parse|HEAD\naz|x|a-${git rev-parse HEAD}"),
        (
            "az x $(resourceGroup) \"$(Build.BuildId)\"; A=$(date); az $A",
            "az|x|${resourceGroup}|${Build.BuildId}\ndate\naz|${A}",
        ),
        ("ID=$(az id a | tr -d '\\r'); az \"$ID\"", "az|id|a\naz|/ids/a"),
        ("ID=$(az id a -o tsv | head -1 | xargs); az \"$ID\"", "az|id|a|-o|tsv\naz|/ids/a"),
        ("ID=$(az id a | jq -r .id); az \"$ID\"", "az|id|a|--query|id|--output|tsv\naz|/ids/a/id"),
        ("ID=$(az id a | sed 's/a/b/'); az \"$ID\"", "az|id|a\naz|${ID}"),
        ("az $(echo a b) \"$(printf '%s-%s' c d)\"", "az|a|b|c-d"),
        ("A=$(az id \"$(az id \"x y\")\"); az $A", "az|id|x y\naz|id|/ids/x y\naz|/ids//ids/x|y"),
        (
            "A=$(az aks show || true); az $A; B=$(az id b 2>/dev/null || echo none); az $B",
            "az|aks|show\naz|${A}\naz|id|b\naz|/ids/b",
        ),
        ("for i in $(seq 2) $(seq 4 5); do az $i; done", "az|1\naz|2\naz|4\naz|5"),
        ("az id x | while read -r l; do az $l; done", "az|id|x\naz|${l}"),
        ("az x <(az y) -", "az|y\naz|x|${<(az y)}|-"),
        ("echo a | az x", "az|x << \"a\\n\""),
        ("az id a | xargs -I{} az x {}; echo b c | xargs az y", "az|id|a\naz|x|/ids/a\naz|y|b|c"),
        ("eval \"az x $A\"; eval az $B", "az|x|${A}\naz|${B}"),
        (
            "sudo -u me az a; time az b; env X=y az c; timeout 10 az d; command -v az",
            "az|a\naz|b\naz|c\naz|d",
        ),
    ]);
}

#[test]
fn what_is_read_and_written() {
    all(&[
        (
            "az a > f 2>&1 < /dev/null; az b >/dev/null; az c 2> x; az d &> y",
            "az|a > f\naz|b\naz|c\naz|d > y",
        ),
        (
            "cat > f <<EOF\n{\"a\": \"$X\"}\nEOF\naz a",
            "cat << \"{\\\"a\\\": \\\"${X}\\\"}\\n\" > f\naz|a",
        ),
        ("cat <<'EOF' > f\n$X `y` \\\nEOF\n", "cat << \"$X `y` \\\\\\n\" > f"),
        ("az a <<-E\n\ta\n\t\tb\n\tE\naz b", "az|a << \"a\\nb\\n\"\naz|b"),
        ("az a --f - <<< '{}'", "az|a|--f|- << \"{}\""),
        (
            "echo '{}' > f; A=$(cat f); az $A; printf 'x' >> f; az y < f",
            "echo|{} << \"{}\\n\" > f\naz|{}\nprintf|x << \"{}\\nx\" > f\naz|y << \"{}\\nx\"",
        ),
        ("az a <<A <<B; az b\na\nA\nb\nB\naz c", "az|a << \"b\\n\"\naz|b\naz|c"),
        ("X=$(cat <<EOF\na\nEOF\n); az \"$X\"", "az|a"),
        ("az id a | tee f; az b", "az|id|a\ntee|f << \"/ids/a\\r\\n\"\naz|b"),
        ("{ az a; az b; } > f; ( az c ) 2>&1", "az|a\naz|b\naz|c"),
    ]);
}

#[test]
fn branches_loops_and_functions() {
    all(&[
        (
            "if az a; then az b; elif az c; then az d; else az e; fi; az f",
            "az|a\naz|b\naz|c\naz|d\naz|e\naz|f",
        ),
        ("if ! az a\nthen\n  az b\nfi", "az|a\naz|b"),
        ("if [ \"$X\" = a ]; then N=1; else N=2; fi; az $N", "az|2"),
        ("E=prod; if [[ $E == prod ]]; then N=1; else N=2; fi; az $N", "az|1"),
        ("E=dev; if [ $E != dev ]; then N=1; az x; else N=2; fi; az $N", "az|x\naz|2"),
        ("[ -z \"$X\" ] && az a; [[ $A =~ ^(a|b)$ && ( -n $B || 1 < 2 ) ]] && az c", "az|a\naz|c"),
        (
            "case \"$1\" in\n  a|b) az a ;;\n  (c) az c;;\n  *) az d\nesac; az e",
            "az|a\naz|c\naz|d\naz|e",
        ),
        ("E=p; case $E in p*) N=1;; *) N=2;; esac; az $N", "az|1"),
        ("N=1; while [ $# -gt 0 ]; do case $1 in -n) N=$2; shift 2;; esac; done; az $N", "az|1"),
        (
            "while read l; do az $l; done < f; until az a; do az b; sleep 1; done",
            "az|${l}\naz|a\naz|b",
        ),
        ("for x in a b; do for y in 1 2; do az $x$y; done; done", "az|a1\naz|a2\naz|b1\naz|b2"),
        ("for x in $L; do az --n $x; done; for z; do az $z; done", "az|--n|${x}\naz|${z}"),
        ("for ((i=1; i<=2; i++)); do az $i; done; for ((;;)); do az x; done", "az|1\naz|2\naz|x"),
        ("for ((i=0; i<99; i++)) { az $i; }", "az|${i}"),
        (
            "i=0; while [ $i -lt 2 ]; do az $i; i=$((i+1)); done; ((i+=5)); az $i",
            "az|0\naz|1\naz|7",
        ),
        (
            "f() { az $1 \"$2\" $#; }\nf a 'b c'; function g { az \"$@\"; }; g x 'y z'; h() ( az h; ); h",
            "az|a|b c|2\naz|x|y z\naz|h",
        ),
        (
            "f() { local a=$1 b; shift; az $a \"$@\" \"$b\"; }\na=0; f 1 2 3; az $a",
            "az|1|2|3|\naz|0",
        ),
        ("f() { say \"$1-x\"; }; A=$(f y); az $A", "say|y-x\naz|y-x"),
        ("run() { \"$@\"; }; run az a 'b c'; f() { f; }", "az|a|b c"),
        ("f() { az \"${@:2}\" \"$*\"; }; f 1 2 3", "az|2|3|1 2 3"),
        ("f() { echo \"log: $1\" >&2; echo out; }; az $(f x)", "az|out"),
        ("set -- a b; az \"$@\"; az x \"$@\"", "az|a|b\naz|x|a|b"),
        (
            "if true; then az a; fi > /dev/null; trap 'az x' EXIT; az a && { az b; exit 1; }",
            "az|a\naz|a\naz|b",
        ),
        ("A=1; [ -n \"$X\" ] && A=$X; if az y; then A=$(az z); fi; az $A", "az|y\naz|z\naz|1"),
    ]);
}

#[test]
fn placeholders() {
    all(&[
        (
            "az --name <name> --b <my name here>-x \"<c d>\" '<e>'",
            "az|--name|${name}|--b|${my name here}-x|${c d}|${e}",
        ),
        (
            "az \"/subscriptions/<sub>/x/<rg>\" /a/<b>/c",
            "az|/subscriptions/${sub}/x/${rg}|/a/${b}/c",
        ),
        (
            "az {{name}} {{ my.name }} '{{x}}' #{y}#\naz #{x}# \"#{z}#\"",
            "az|${name}|${my.name}|${x}\naz",
        ),
        (
            "az --n=#{x}# \"#{z}#\" ${{ github.x }} \"${{ parameters.y }}\"",
            "az|--n=${x}|${z}|${github.x}|${parameters.y}",
        ),
        ("RG=<rg>; az $RG \"$RG\"; az < in > out", "az|${rg}|${rg}\naz > out"),
        ("A='<my name>'; az $A b", "az|${my name}|b"),
    ]);
}

#[test]
fn what_is_not_understood_is_noted_where_it_stands() {
    noted(&[
        ("az a \\ \n  b; az c", "az|a|b\naz|c", "\\ ", "spaces after it"),
        ("az a 'b\naz c\n", "az|a|b\naz|c", "'", "never closed"),
        ("az a \"b\naz c\naz d \"e\"\n", "az|a|b\naz|c\naz|d|e", "\"", "never closed"),
        ("az a\n  --b c\naz d", "az|a\naz|d", "--b c", "begins with the option"),
        ("az a \\\n # x\n --b c", "az|a", "--b c", "begins with the option"),
        ("if az a; then az b", "az|a\naz|b", "if", "without its `fi`"),
        ("az a; fi; az b", "az|a\naz|b", "fi", "nothing before it"),
        ("for x in a b; do az $x", "az|a\naz|b", "for", "`done`"),
        ("f() { az a; ", "", "{", "`}`"),
        ("az $(az id a", "az|id|a\naz|/ids/a", "(", "nothing closes"),
        ("az ${A:-b", "az|b", "${", "nothing closes"),
        ("az `az a", "az|`az a", "`", "nothing closes"),
        ("az --query length(@) b", "az|--query|length(@)|b", "(", "outside of quotes"),
        ("cat > f <<EOF\na\n  EOF\naz b", "cat << \"a\\n\" > f\naz|b", "EOF", "no line `EOF`"),
        ("az --n “a b” c", "az|--n|a b|c", "“", "curly quote"),
        ("az a) b; az c", "az|a\nb\naz|c", ")", "nothing before it"),
        ("eval \"az '$X'\"; az b", "az|b", "\"az '$X'\"", "`eval`"),
        ("bash -c 'az \"a\"'; sh -ec 'az b'", "az|b", "'az \"a\"'", "`bash -c`"),
        ("f() { f; }; f; az a", "", "", "call each other"),
    ]);
}

#[test]
fn values_are_known_by_the_place_they_come_from() {
    for (text, place) in [
        ("az --n abc", "abc"),
        ("az --n 'a b'", "a b"),
        ("az --n \"ab\"", "ab"),
        ("RG=my-rg; az --n $RG", "my-rg"),
        ("export RG='my rg'; X=\"$RG\"; az --n \"$X\"", "my rg"),
        ("az --n ${RG:-my-rg}", "my-rg"),
        ("f() { az --n \"$1\"; }; f abc", "abc"),
        ("A=(x 'y z'); az --n \"${A[1]}\"", "y z"),
        ("A='--n 3'; az $A", "3"),
        ("for p in a; do az --n $p; done", "a"),
        ("az --n <name>", "<name>"),
    ] {
        let recorder = recorded(text);
        let Word { range, literal, .. } = &recorder.commands[0].words[2];
        assert_eq!(&text[literal.clone().unwrap()], place, "{text}");
        let is_passed_on = text.starts_with("A=(") || text.starts_with("f()");
        assert!(is_passed_on || range.start >= text.find("az").unwrap(), "{text}");
    }
    for (text, place) in [
        ("f() { az --n \"$@\"; }; f \"$X-y\"", "\"$X-y\""),
        ("f() { g \"$@\"; }; g() { az --n $1; }; f $X-y", "$X-y"),
        ("a=(--n \"$X-y\"); az \"${a[@]}\"", "\"$X-y\""),
        ("f() { az --n x$1; }; f $X", "x$1"),
    ] {
        let recorder = recorded(text);
        assert_eq!(&text[recorder.commands[0].words[2].range.clone()], place, "{text}");
    }
    for text in
        ["RG=a; az --n $RG-b", "az --n a'b'", "az --n $X", "az --n {a,b}", "az --n $(az id a)"]
    {
        let recorder = recorded(text);
        let words = &recorder.commands.last().unwrap().words;
        assert_eq!(words[2].literal, None, "{text}");
    }
}

/// A first line that says which shell a text is for.
fn of(first: &str, cases: &[(&str, &str)]) {
    let cases: Vec<(String, &str)> =
        cases.iter().map(|(text, expected)| (format!("{first}\n{text}"), *expected)).collect();
    all(&cases.iter().map(|it| (it.0.as_str(), it.1)).collect::<Vec<_>>());
}

#[test]
fn powershell() {
    of(
        "#!/usr/bin/env pwsh",
        &[
            (
                "az aks create `\n  -n a `\r\n  --x 'b c' # comment\naz b",
                "az|aks|create|-n|a|--x|b c\naz|b",
            ),
            (
                "$rg = \"a b\"; az --n $rg \"$rg-c\" \"${rg}d\" '$rg' $x",
                "az|--n|a b|a b-c|a bd|$rg|${x}",
            ),
            ("az 'it''s' \"a`\"b\"\"c`$d`n\" a`b", "az|it's|a\"b\"c$d\n|ab"),
            ("$env:RG = 'a'\naz $env:RG $Env:rg $env:X \"$($env:RG)\"", "az|a|a|${X}|a"),
            ("[string]$Name = \"a\"; $n = $name + '-b' + 1; az $n", "az|a-b1"),
            (
                "$id = az id a --query id -o tsv\naz --x $id \"$id/y\"",
                "az|id|a|--query|id|-o|tsv\naz|--x|/ids/a/id|/ids/a/id/y",
            ),
            (
                "$v = az aks show | ConvertFrom-Json\naz --x $v.id \"$($v.a.b) c\"",
                "az|aks|show\naz|--x|${v.id}|${v.a.b} c",
            ),
            (
                "$id = (az id a | ConvertFrom-Json).id; az $id; az --x (az id b)",
                "az|id|a|--query|id|--output|tsv\naz|/ids/a/id\naz|id|b\naz|--x|/ids/b",
            ),
            (
                "az id a | Out-Null; $null = az b; az c > $null; [void](az d)",
                "az|id|a\naz|b\naz|c\naz|d",
            ),
            ("$p = @('--a', \"b\"); $p += '--c'; az @p $p x", "az|--a|b|--c|--a|b|--c|x"),
            (
                "az --zones 1,2, 3 --q=a,b 'c,d' @file.json",
                "az|--zones|1|2|3|--q=a,b|c,d|@file.json",
            ),
            ("$h = @{ name = 'a'; n = 3 }; $h.x = 'y'; az $h.name $h['n'] \"$($h.x)\"", "az|a|3|y"),
            (
                "<# az a\n #>\nif ($x -eq 1) { az b } elseif (-not $y) { az c } else { az d }",
                "az|b\naz|c\naz|d",
            ),
            ("$e = 'p'; if ($e -eq 'p') { $n = 1 } else { $n = 2 }; az $n", "az|1"),
            ("if ((az group exists -n a) -eq 'false') {\n  az b\n}", "az|group|exists|-n|a\naz|b"),
            (
                "foreach ($p in @('a', 'b')) { az $p }\nforeach ($i in 1..2) { az \"x$i\" }",
                "az|a\naz|b\naz|x1\naz|x2",
            ),
            (
                "for ($i = 0; $i -lt 2; $i++) { az $i }\nwhile ($x) { az y }\ndo { az z } while ($y)",
                "az|0\naz|1\naz|y\naz|z",
            ),
            (
                "'a', 'b' | ForEach-Object { az $_ }\n1..2 | % { az \"n$_\" }",
                "az|a\naz|b\naz|n1\naz|n2",
            ),
            (
                "function New-Pool($n, [int]$c = 3) { az $n $c }\nNew-Pool a; New-Pool -c 5 -n b",
                "az|a|3\naz|b|5",
            ),
            (
                "function f {\n  param([Parameter(Mandatory)][string]$N)\n  az $N $args\n}\nf -N a",
                "az|a",
            ),
            ("param(\n  [string]$Rg = 'a',\n  $Other\n)\naz $Rg $Other", "az|a|${Other}"),
            (
                "try { az a } catch { az b } finally { az c }\nswitch ($x) { 'a' { az d } default { az e } }",
                "az|a\naz|b\naz|c\naz|d\naz|e",
            ),
            (
                "$c = @\"\n{\"a\": \"$x\"}\n\"@\n$c | Out-File f.json\naz @'\nb $c\n'@",
                "cat << \"{\\\"a\\\": \\\"${x}\\\"}\\n\" > f.json\naz|b $c",
            ),
            (
                "Set-Content -Path f -Value '{}'; az --% --x \"a b\" %Y%",
                "echo|{} << \"{}\\n\" > f\naz|--x|a b|%Y%",
            ),
            (
                "& az a; az b && az c; az --n <name> \"<b c>\" ${{ github.x }}",
                "az|a\naz|b\naz|c\naz|--n|${name}|${b c}|${github.x}",
            ),
            (
                "$n = 'AB'.ToLower(); $m = 'x-{0}' -f 'y'; $j = @('a','b') -join ','; az $m $j $Rg.Trim()",
                "az|x-y|a,b|${Rg.Trim()}",
            ),
            (
                "$x = 'AB'; az $x.ToLower() $true \"$x.y\" --q \"[?a=='b']\"",
                "az|ab|True|AB.y|--q|[?a=='b']",
            ),
            (
                "$n = Get-Random; az $n; $s = Read-Host; az $s; Write-Host \"az x\"",
                "Get-Random\naz|${n}\naz|${s}",
            ),
        ],
    );
}

#[test]
fn cmd() {
    of(
        "@echo off",
        &[
            (
                "az aks create ^\r\n  -n a ^\r\n  --x \"b c\"\r\nREM az x\r\n:: az y\r\naz b",
                "az|aks|create|-n|a|--x|b c\naz|b",
            ),
            ("set RG=a\nset \"X=b c\"\naz %RG% \"%X%-d\" %x% %Y%", "az|a|b c-d|b|c|${Y}"),
            ("call az a & az b && az c || az d\naz e > nul 2>&1", "az|a\naz|b\naz|c\naz|d\naz|e"),
            ("set /a N=1+2\nset /p V=Name: \naz %N% %V% 33% %1 %*", "az|3|${V}|33%|${1}"),
            (
                "if \"%A%\"==\"x\" (\n  az a\n) else (\n  az b\n)\nif not exist f az c",
                "az|a\naz|b\naz|c",
            ),
            ("set E=p\nif \"%E%\"==\"p\" (set N=1) else (set N=2)\naz %N%", "az|1"),
            (
                "for %%i in (a b) do az %%i\nfor /l %%n in (1,1,2) do (\n az x%%n\n)",
                "az|a\naz|b\naz|x1\naz|x2",
            ),
            (
                "for /f \"delims=\" %%i in ('az id a --query id -o tsv') do set ID=%%i\naz %ID%",
                "az|id|a|--query|id|-o|tsv\naz|/ids/a/id",
            ),
            ("for /f %%i in ('az aks show') do set ID=%%i\naz \"%ID%\"", "az|aks|show\naz|${ID}"),
            (
                "az 'a b' ^<x^> \"a\"\"b\" \"c\\\"d\" <name> !RG!",
                "az|'a|b'|<x>|a\"b|c\"d|${name}|${RG}",
            ),
            (
                "set RG=a-b\naz %RG:-=_% %~dp0f\necho {} > f\naz g",
                "az|a_b|${~dp0}f\necho|{} << \"{}\\n\" > f\naz|g",
            ),
        ],
    );
}

#[test]
fn documents_and_prompts() {
    all(&[
        (
            "# Title\n\nRun `az x`:\n\n```azurecli-interactive\nRG=a\naz $RG\n```\n\nThen:\n\n  ```bash\n  az b \\\n    -c\n  ```\n\n```output\naz no\n```\n```json\n{}\n```\n",
            "az|a\naz|b|-c",
        ),
        ("```powershell\n$rg = 'a'\naz $rg\n```\n", "az|a"),
        ("~~~\naz a\n~~~\n```\nno command\n```", "az|a"),
        ("$ RG=a\n$ az $RG \\\n  -b\n{\n  \"id\": \"x\"\n}\n$ az c\n", "az|a|-b\naz|c"),
        ("PS C:\\Users\\me> $rg = 'a'\nPS C:\\Users\\me> az $rg `\n  -b\nName\n----\n", "az|a|-b"),
        ("C:\\>set RG=a\nC:\\>az %RG%\nok", "az|a"),
        ("me@host:~$ az a\nout\nme@host:~/x$ az b", "az|a\naz|b"),
    ]);
    noted(&[(
        "```bash\naz a\naz b\n```\n```powershell\naz c\n```\n",
        "az|a\naz|b",
        "az c\n",
        "another shell",
    )]);
}

#[test]
fn what_is_not_understood_of_other_shells() {
    noted(&[
        ("$a = 1\naz a ` \n  -b", "az|a|-b", "` ", "spaces after it"),
        ("$a = 1\naz 'a\naz b\n", "az|a\naz|b", "'", "never closed"),
        ("$a = 1\nif ($a) { az b", "az|b", "{", "nothing closes"),
        ("@echo off\naz a ^ \n  -b", "az|a|-b", "^ ", "spaces after it"),
        ("@echo off\naz \"a\naz b", "az|a\naz|b", "\"", "never closed"),
    ]);
}

/// Pieces that scripts are made of, and that go wrong together.
const PIECES: [&str; 94] = [
    "az aks create ",
    "-n a ",
    "$(",
    ")",
    "`",
    "\"",
    "'",
    "$'",
    "${",
    "}",
    "${a:-",
    "${a//",
    "$((",
    "))",
    "((",
    "(",
    "{ ",
    "{",
    "{a,b}",
    "{1..9}",
    "[[ ",
    " ]]",
    "[ ",
    " ]",
    "if ",
    "; then ",
    "elif ",
    "else ",
    "fi",
    "\n",
    "\r\n",
    ";",
    ";;",
    "&",
    "&&",
    "|",
    "||",
    "\\\n",
    "\\ \n",
    "\\",
    " ",
    "\t",
    "#",
    "<",
    ">",
    "<<EOF",
    "\nEOF\n",
    "<<'E'",
    "<<<",
    "<(",
    "2>&1",
    "> f ",
    "<name>",
    "case x in ",
    "esac",
    "for i in ",
    "; do ",
    "done",
    "while ",
    "function f ",
    "f() ",
    "f ",
    "A=",
    "A+=$A",
    "A=(",
    "$A",
    "\"$@\"",
    "shift ",
    "export ",
    "eval ",
    "read ",
    "xargs ",
    "local ",
    "echo ",
    "ä",
    "🦀",
    "\0",
    "“",
    "”",
    "{{",
    "}}",
    "#{",
    "}#",
    "@{",
    "@(",
    "@\"\n",
    "\"@",
    "$x = ",
    "^\n",
    "`\n",
    "%A%",
    "%%i",
    "REM ",
    "set ",
];

mod properties {
    use super::*;
    use proptest::prelude::*;

    fn nasty() -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60).prop_map(|it| it.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]

        #[test]
        fn any_text_is_read(text in "\\PC{0,200}") {
            recorded(&text);
        }

        #[test]
        fn any_pieces_are_read(text in nasty()) {
            recorded(&text);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20))]

        /// What is repeated does not cost more each time: this would never end.
        #[test]
        fn repeated_pieces_are_read(text in nasty(), often in 1_usize..30) {
            let text: String = text.chars().take(60).collect::<String>().repeat(often);
            recorded(&text);
        }
    }

    /// Much of the same: what costs more with each repetition would never end.
    #[test]
    fn much_of_anything_is_read() {
        let length = if cfg!(debug_assertions) { 20_000 } else { 1_000_000 };
        for piece in PIECES {
            for piece in [format!("{piece} a\n"), piece.to_string()] {
                recorded(&piece.repeat(length / piece.len()));
            }
        }
    }
}
