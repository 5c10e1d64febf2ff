//! Estates: what exists already, inside WebAssembly. Bytes go in, small answers come out.

use super::{argument, error};
use crate::estate::{Blocks, Estate as Core, EstateFormat};
use crate::layout::Elsewhere;
use crate::net::{CidrError, parse_address, parse_cidr};
use crate::text::{listed, quoted};
use ipnet::IpNet;
use js_sys::{JSON, JsString, Object, Reflect, Uint8Array, Uint32Array};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// How to read a source.
#[derive(Serialize, Tsify)]
pub struct EstateAddOptions {
    /// The format that it is in; absent: what it looks like. Counts with the first bytes of a source.
    #[tsify(optional)]
    format: Option<EstateFormat>,
}

/// Which overlaps to answer.
#[derive(Serialize, Tsify)]
pub struct EstateOverlapsOptions {
    /// Groups at most; absent: 100.
    #[tsify(optional)]
    limit: Option<u32>,
    /// Members of each group at most; absent: 100.
    #[tsify(optional)]
    members: Option<u32>,
}

/// Which free space to answer.
#[derive(Serialize, Tsify)]
pub struct EstateSpaceOptions {
    /// The range to look in, such as `10.0.0.0/8`.
    within: String,
    /// Length of the blocks, such as 16; absent: as few blocks as possible.
    #[tsify(optional)]
    prefix: Option<u8>,
    /// Blocks at most; absent: 100. Never more than a million.
    #[tsify(optional)]
    limit: Option<u32>,
}

/// Which ranges to answer.
#[derive(Serialize, Tsify)]
pub struct EstatePrefixesOptions {
    /// Those within others: networks' own subnets, and what clusters give their pods and services;
    /// absent: those that must lie apart.
    #[tsify(optional)]
    nested: Option<bool>,
}

/// IPv4 ranges by address, larger ones first, as flat arrays: what a map draws.
#[wasm_bindgen(typescript_custom_section)]
const PREFIXES: &str = "export interface EstatePrefixes {
    /** First addresses, as numbers. */
    first: Uint32Array;
    /** Lengths of the prefixes, as many. */
    length: Uint8Array;
}";

/// Which collisions to answer.
#[derive(Serialize, Tsify)]
pub struct EstateCollisionsOptions {
    /// Ranges at most; absent: 100.
    #[tsify(optional)]
    limit: Option<u32>,
}

/// All of these options together, read by one piece of code; each answer says which it takes.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Asked {
    format: Option<EstateFormat>,
    within: Option<String>,
    prefix: Option<u8>,
    limit: Option<u32>,
    members: Option<u32>,
    nested: Option<bool>,
}

impl Asked {
    fn of(options: &JsValue, names: &[&str]) -> Result<Self, JsError> {
        if options.is_undefined() {
            return Ok(Self::default());
        }
        if !options.is_object() {
            return Err(error(format!("options are an object with {}", listed(names))));
        }
        let given = Object::keys(&Object::from(options.clone())).into_iter();
        for name in given.filter_map(|it| it.as_string()) {
            if !names.contains(&name.as_str()) {
                let (name, names) = (quoted(&name), listed(names));
                return Err(error(format!("there is no option {name}; there is {names}")));
            }
        }
        argument(options)
    }
}

const SHOWN: u32 = 100;
const MOST_SHOWN: usize = 1_000_000;

/// Bytes that are copied into WebAssembly at once, so that the whole is never there twice.
const PIECE: u32 = 1 << 20;

thread_local! {
    /// Estates by number: what options of a check hold of them.
    static ESTATES: RefCell<Estates> = RefCell::default();
}

#[derive(Default)]
struct Estates {
    last: u32,
    open: HashMap<u32, Rc<RefCell<Core>>>,
}

/// What exists already: up to ten million ranges with who has them. It is fed with bytes of CSV (a
/// header `cidr,name`), of lists (a range a line) or of JSON (`az network vnet list`, Azure Resource
/// Manager, Azure Resource Graph), and asked small questions.
#[wasm_bindgen]
pub struct Estate {
    number: u32,
    core: Rc<RefCell<Core>>,
}

#[wasm_bindgen]
impl Estate {
    /// An empty one. `free()` gives its memory back, as leaving a `using` block does.
    #[wasm_bindgen(constructor)]
    #[must_use]
    #[expect(clippy::new_without_default, reason = "a constructor of JavaScript")]
    pub fn new() -> Self {
        Core::default().into()
    }

    /// Reads on in a source. It may come in pieces that end anywhere, as a stream brings them. What
    /// can't be read is among `problems`, and what is beside it is read.
    ///
    /// Throws when there is no more room; what was read until then stays.
    pub fn add(
        &self,
        bytes: &Uint8Array,
        #[wasm_bindgen(unchecked_optional_param_type = "EstateAddOptions")] options: &JsValue,
    ) -> Result<(), JsError> {
        let Asked { format, .. } = Asked::of(options, &["format"])?;
        let mut piece = vec![0; bytes.length().min(PIECE) as usize];
        let mut at = 0;
        while at < bytes.length() {
            let end = at.saturating_add(PIECE).min(bytes.length());
            piece.truncate((end - at) as usize);
            bytes.subarray(at, end).copy_to(&mut piece);
            self.core.borrow_mut().add(&piece, format).map_err(error)?;
            at = end;
        }
        Ok(())
    }

    /// Ends a source: what is added then is another.
    pub fn end(&self) {
        self.core.borrow_mut().end();
    }

    /// How many ranges were read, subnets and ranges of clusters among them.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn size(&self) -> usize {
        self.core.borrow().size()
    }

    /// How many resources were passed over because they have no ranges, and need none.
    #[wasm_bindgen(getter)]
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a number of JavaScript")]
    pub fn others(&self) -> f64 {
        self.core.borrow().others() as f64
    }

    /// Bytes of WebAssembly's memory that it takes.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn memory(&self) -> usize {
        self.core.borrow().memory()
    }

    /// What could not be read, and what to do about it.
    #[wasm_bindgen(getter, unchecked_return_type = "EstateProblems")]
    pub fn problems(&self) -> Result<JsValue, JsError> {
        plain(self.core.borrow().problems())
    }

    /// Every group of ranges that share addresses, by address. Networks lie apart from each other; a
    /// network's own subnets and what a cluster gives its pods and services overlap nothing.
    #[wasm_bindgen(unchecked_return_type = "EstateOverlaps")]
    pub fn overlaps(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "EstateOverlapsOptions")] options: &JsValue,
    ) -> Result<JsValue, JsError> {
        let Asked { limit, members, .. } = Asked::of(options, &["limit", "members"])?;
        plain(&self.core.borrow().overlaps(most(limit), most(members)))
    }

    /// Free space within a range: blocks of a size, or without one as few as possible.
    ///
    /// Throws when `within` is no range.
    #[wasm_bindgen(js_name = freeSpace, unchecked_return_type = "EstateSpace")]
    pub fn free_space(
        &self,
        #[wasm_bindgen(unchecked_param_type = "EstateSpaceOptions")] options: &JsValue,
    ) -> Result<JsValue, JsError> {
        let Asked { within, prefix, limit, .. } =
            Asked::of(options, &["within", "prefix", "limit"])?;
        let within = within.ok_or_else(|| error("`within` is missing, such as `10.0.0.0/8`"))?;
        let net = range(&within)?;
        if let Some(prefix) =
            prefix.filter(|it| !(net.prefix_len()..=net.max_prefix_len()).contains(it))
        {
            let (least, longest) = (net.prefix_len(), net.max_prefix_len());
            return Err(error(format!(
                "no block of length {prefix} fits into `{net}`; give one from {least} to {longest}"
            )));
        }
        let mut space = self.core.borrow().space(&net, prefix, most(limit));
        let Blocks(lines) = std::mem::take(&mut space.blocks);
        let answer = plain(&space)?;
        if !lines.is_empty() {
            // A hundred thousand texts are made ten times faster at once than one by one.
            let blocks = JsString::from(lines).split("\n");
            let _ = Reflect::set(&answer, &"blocks".into(), &blocks);
        }
        Ok(answer)
    }

    /// Who has an address: every range that holds it, from the largest.
    ///
    /// Throws when it is no address.
    #[wasm_bindgen(unchecked_return_type = "EstateRange[]")]
    pub fn owners(&self, address: &str) -> Result<JsValue, JsError> {
        let parsed = parse_address(address);
        let parsed =
            parsed.map_err(|why| error(format!("{} is no address: {why}", quoted(address))))?;
        plain(&self.core.borrow().owners(parsed))
    }

    /// What a range would overlap.
    ///
    /// Throws when it is no range.
    #[wasm_bindgen(unchecked_return_type = "EstateCollisions")]
    pub fn collisions(
        &self,
        cidr: &str,
        #[wasm_bindgen(unchecked_optional_param_type = "EstateCollisionsOptions")]
        options: &JsValue,
    ) -> Result<JsValue, JsError> {
        let Asked { limit, .. } = Asked::of(options, &["limit"])?;
        plain(&self.core.borrow().collisions(&range(cidr)?, most(limit)))
    }

    /// Every IPv4 range, each once.
    #[wasm_bindgen(unchecked_return_type = "EstatePrefixes")]
    pub fn prefixes(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "EstatePrefixesOptions")] options: &JsValue,
    ) -> Result<JsValue, JsError> {
        let Asked { nested, .. } = Asked::of(options, &["nested"])?;
        let (first, length) = self.core.borrow().prefixes(nested.unwrap_or(false));
        let answer = Object::new();
        let _ = Reflect::set(&answer, &"first".into(), &Uint32Array::from(first.as_slice()));
        let _ = Reflect::set(&answer, &"length".into(), &Uint8Array::from(length.as_slice()));
        Ok(answer.into())
    }

    /// What stands for it in the options of a check: its number.
    #[wasm_bindgen(js_name = toJSON)]
    #[must_use]
    pub fn to_json(&self) -> u32 {
        self.number
    }
}

impl From<Core> for Estate {
    fn from(core: Core) -> Self {
        let core = Rc::new(RefCell::new(core));
        let number = ESTATES.with_borrow_mut(|estates| {
            estates.last = estates.last.wrapping_add(1);
            estates.open.insert(estates.last, Rc::clone(&core));
            estates.last
        });
        Self { number, core }
    }
}

impl Drop for Estate {
    fn drop(&mut self) {
        ESTATES.with_borrow_mut(|it| it.open.remove(&self.number));
    }
}

/// Answers beside an estate, where one is given.
pub(super) fn beside<T>(
    number: Option<u32>,
    answer: impl FnOnce(Option<&dyn Elsewhere>) -> T,
) -> Result<T, JsError> {
    let Some(number) = number else { return Ok(answer(None)) };
    let core = ESTATES.with_borrow(|it| it.open.get(&number).cloned());
    let core = core.ok_or_else(|| error("the estate is none, or was given back with `free()`"))?;
    let estate = core.borrow();
    Ok(answer(Some(&*estate)))
}

fn most(limit: Option<u32>) -> usize {
    (limit.unwrap_or(SHOWN) as usize).min(MOST_SHOWN)
}

fn range(text: &str) -> Result<IpNet, JsError> {
    parse_cidr(text).map_err(|why| {
        let meant = match &why {
            CidrError::HostBits(net) | CidrError::NoPrefix(net) => format!("; write `{net}`"),
            _ => String::new(),
        };
        error(format!("{} is no range: {why}{meant}", quoted(text)))
    })
}

/// An answer as JavaScript has it. Over JSON, which for thousands of texts is faster than one by one.
fn plain(answer: &impl Serialize) -> Result<JsValue, JsError> {
    let json = serde_json::to_string(answer).map_err(error)?;
    JSON::parse(&json).map_err(|_| error("the answer is too long"))
}
