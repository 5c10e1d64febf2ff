//! Address arithmetic of Terraform's.

use super::{Answer, as_number, count, number};
use crate::net;
use crate::read::terraform::body::unknown_in;
use ipnet::IpNet;
use serde_json::Value;
use std::net::IpAddr;

/// The functions of address arithmetic.
pub(super) fn call(name: &str, arguments: &[Value]) -> Answer {
    if arguments.iter().any(|it| unknown_in(it).is_some()) {
        return Answer::Unknown;
    }
    let Some(Value::String(typed)) = arguments.first() else { return Answer::Unknown };
    let Ok(net) = typed.trim().parse::<IpNet>() else {
        return Answer::Wrong(format!("give a range such as `10.0.0.0/16`, not `{typed}`"));
    };
    let net = net.trunc();
    let rest = arguments.get(1..).unwrap_or_default();
    match (name, rest) {
        ("cidrsubnet", [bits, index]) => {
            let (Some(bits), Some(index)) = (count(bits), count(index)) else {
                return Answer::Unknown;
            };
            let made = longer(&net, bits)
                .and_then(|length| net::nth_of(&net, length, u64::try_from(index).ok()?));
            match made {
                Some(it) => Answer::Value(Value::String(it.to_string())),
                None => Answer::Wrong(format!(
                    "{net} has no subnet number {index} of {bits} further bits"
                )),
            }
        }
        ("cidrsubnets", lengths) => subnets(&net, lengths),
        ("cidrhost", [offset]) => {
            let Some(offset) = as_number(offset).filter(|it| it.fract() == 0.0) else {
                return Answer::Unknown;
            };
            match host(&net, offset) {
                Some(address) => Answer::Value(Value::String(address.to_string())),
                None => Answer::Wrong(format!("{net} has no address number {offset}")),
            }
        }
        ("cidrnetmask", []) => match net {
            IpNet::V4(net) => Answer::Value(Value::String(net.netmask().to_string())),
            IpNet::V6(_) => Answer::Wrong("IPv6 has no netmasks".to_string()),
        },
        _ => Answer::Unknown,
    }
}

fn longer(net: &IpNet, bits: usize) -> Option<u8> {
    net.prefix_len().checked_add(u8::try_from(bits).ok()?).filter(|it| *it <= net.max_prefix_len())
}

/// One range after the other, each at the next place where it can begin.
fn subnets(net: &IpNet, lengths: &[Value]) -> Answer {
    let mut made: Vec<Value> = Vec::new();
    let mut last: Option<IpNet> = None;
    for bits in lengths {
        let Some(bits) = count(bits) else { return Answer::Unknown };
        last = longer(net, bits).and_then(|length| net::next_of(net, length, last.as_ref()));
        let Some(found) = &last else {
            return Answer::Wrong(format!("{net} has no room for all of them"));
        };
        made.push(Value::String(found.to_string()));
    }
    Answer::Value(Value::Array(made))
}

fn host(net: &IpNet, offset: f64) -> Option<IpAddr> {
    #[expect(clippy::cast_precision_loss, reason = "IPv6 ranges are counted from their start")]
    let offset = if offset < 0.0 { net::size(net) as f64 + offset } else { offset };
    net::host(net, u32::try_from(count(&number(offset))?).ok()?)
}
