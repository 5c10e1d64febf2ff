//! The functions that scripts use, each written only where it is used.

/// A function of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Helper {
    Found,
    Is,
    Require,
    WaitFor,
    Grant,
}

impl Helper {
    /// The functions that this one uses.
    pub const fn uses(self) -> &'static [Self] {
        match self {
            Self::Found | Self::Is | Self::WaitFor | Self::Grant => &[],
            Self::Require => &[Self::Is],
        }
    }

    pub const fn code(self) -> &'static str {
        match self {
            Self::Found => FOUND,
            Self::Is => IS,
            Self::Require => REQUIRE,
            Self::WaitFor => WAIT_FOR,
            Self::Grant => GRANT,
        }
    }
}

/// The functions that every script has.
pub(super) const BASE: &str = r#"
say() { printf '%s\n' "$*"; }

die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}
"#;

const FOUND: &str = r#"
# Whether an `az ... show` finds its resource. Any other failure ends the script: a network that is
# down must not look like a network that is missing.
found() {
  local error status=0
  error="$("$@" --output none 2>&1)" || status=$?
  case "$status:$error" in
    0:*) return 0 ;;
    3:* | *NotFound*) return 1 ;;
  esac
  die "$error"
}
"#;

const IS: &str = r#"
# Whether an `az ... show --query ...` answers what is wanted. In Azure's names case is nothing.
is() {
  local wanted="$1" answer
  shift
  answer="$("$@" --output tsv)" || die "no answer from: $*"
  (
    shopt -s nocasematch
    [[ "$answer" == "$wanted" ]]
  )
}
"#;

const REQUIRE: &str = r#"
# Ends the script where something that was there already is not as planned.
require() {
  local what="$1"
  shift
  is "$@" || die "$what is not as planned, which is $1; change the plan, or remove it first"
}
"#;

const WAIT_FOR: &str = r#"
# Asks every ten seconds until the answer is the wanted one, for so many minutes at most.
wait_for() {
  local what="$1" wanted="$2" minutes="$3" answer='' round
  shift 3
  for ((round = 0; round <= minutes * 6; round++)); do
    answer="$("$@" --output tsv)"
    case "$answer" in
      "$wanted") return ;;
      Failed | Canceled) die "$what: Azure says $answer" ;;
    esac
    if ((round % 6 == 0)); then
      say "waiting for $what: ${answer:-nothing} so far, $wanted wanted, $minutes minutes at most"
    fi
    sleep 10
  done
  die "$what: still ${answer:-nothing} after $minutes minutes; run this script again later"
}
"#;

const GRANT: &str = r#"
# Counts the assignments of a role to a principal on a resource, inherited ones too.
count_roles() {
  az role assignment list --assignee-object-id "$1" --role "$2" --scope "$3" --include-inherited \
    --fill-principal-name false --query 'length(@)' --output tsv
}

# Gives a principal a role on a resource, and waits until Azure knows of it: ten minutes at most.
grant() {
  local principal="$1" role="$2" scope="$3" count round
  count="$(count_roles "$@")"
  if [[ "$count" != 0 ]]; then return; fi
  say "assigning role $role on ${scope##*/}"
  az role assignment create \
    --assignee-object-id      "$principal" \
    --assignee-principal-type ServicePrincipal \
    --role                    "$role" \
    --scope                   "$scope" \
    --output none
  for ((round = 0; round <= 60; round++)); do
    count="$(count_roles "$@")"
    if [[ "$count" != 0 ]]; then return; fi
    if ((round % 6 == 0)); then say "waiting for role $role to take effect, ten minutes at most"; fi
    sleep 10
  done
  die "role $role on $scope: not in effect after ten minutes; run this script again later"
}
"#;
