//! Estates against the plainest model of them: every range against every other.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod cases;

use aksplan::estate::{Estate, EstateFormat, EstateKind};
use aksplan::example::{AS_OF, over_base};
use aksplan::finding::Finding;
use aksplan::net::{overlap, size};
use aksplan::rules::Terms;
use aksplan_fast::{key4, plain_lines, plain_rows};
use cases::cases;
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::fmt::Write;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Ranges of a small space of each family: many overlap, many are equal.
fn crowded() -> impl Strategy<Value = Vec<IpNet>> {
    let v4 = (0_u32..1 << 12, 20_u8..=32).prop_map(|(at, prefix)| {
        IpNet::V4(Ipv4Net::new(Ipv4Addr::from(0x0a00_0000 + at), prefix).unwrap().trunc())
    });
    let v6 = (0_u128..1 << 8, 120_u8..=128).prop_map(|(at, prefix)| {
        IpNet::V6(Ipv6Net::new(Ipv6Addr::from((0xfd00 << 112) + at), prefix).unwrap().trunc())
    });
    let edge = prop_oneof![
        Just("0.0.0.0/0"),
        Just("255.255.255.255/32"),
        Just("10.0.15.254/31"),
        Just("::/0"),
        Just("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128"),
    ];
    let edge = edge.prop_map(|it| it.parse().unwrap());
    let any = prop_oneof![20 => v4, 6 => v6, 1 => edge];
    prop::collection::vec(any, 0..40)
}

fn csv(nets: &[IpNet]) -> String {
    let rows = nets.iter().enumerate();
    rows.fold("cidr,name\n".to_string(), |mut csv, (at, net)| {
        let _ = writeln!(csv, "{net},n{at}");
        csv
    })
}

/// An estate of a text, read in pieces of these lengths, over and over.
fn read(text: &[u8], pieces: &[usize], format: Option<EstateFormat>) -> Estate {
    let mut estate = Estate::default();
    let mut rest = text;
    for length in pieces.iter().cycle() {
        if rest.is_empty() {
            break;
        }
        let (piece, more) = rest.split_at((*length).clamp(1, rest.len()));
        estate.add(piece, format).unwrap();
        rest = more;
    }
    estate.end();
    estate
}

fn whole(text: &str) -> Estate {
    read(text.as_bytes(), &[usize::MAX], None)
}

/// Everything that an estate answers to the usual questions.
fn answers(estate: &Estate) -> Value {
    let addresses: Vec<IpAddr> =
        ["10.0.0.9", "10.1.2.3", "172.16.0.1", "fd00::7"].map(|it| it.parse().unwrap()).into();
    json!({
        "size": estate.size(),
        "others": estate.others(),
        "problems": estate.problems(),
        "overlaps": estate.overlaps(1000, 1000),
        "owners": addresses.into_iter().map(|it| estate.owners(it)).collect::<Vec<_>>(),
        "free": estate.space(&"10.0.0.0/8".parse().unwrap(), None, 1000),
    })
}

fn address(net: &IpNet, offset: u128) -> IpAddr {
    match net.network() {
        IpAddr::V4(it) => IpAddr::V4((u32::from(it) + u32::try_from(offset).unwrap()).into()),
        IpAddr::V6(it) => IpAddr::V6((u128::from(it) + offset).into()),
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn groups_are_what_overlaps_pair_by_pair(nets in crowded()) {
        let found = whole(&csv(&nets)).overlaps(usize::MAX, usize::MAX);
        let pairs = (0..nets.len())
            .flat_map(|a| (0..a).map(move |b| (a, b)))
            .filter(|(a, b)| overlap(&nets[*a], &nets[*b]))
            .count();
        prop_assert_eq!(found.pairs, pairs as u64);

        // Ranges nest, so the largest of those that overlap holds them all.
        let mut expected: Vec<(IpNet, Vec<String>)> = Vec::new();
        for (at, net) in nets.iter().enumerate() {
            let outermost = nets.iter().filter(|it| it.contains(net)).max_by_key(|it| {
                std::cmp::Reverse(it.prefix_len())
            });
            let outermost = *outermost.unwrap();
            match expected.iter_mut().find(|(outer, _)| *outer == outermost) {
                Some((_, names)) => names.push(format!("n{at}")),
                None => expected.push((outermost, vec![format!("n{at}")])),
            }
        }
        expected.retain(|(_, names)| names.len() > 1);
        expected.sort();
        prop_assert_eq!(found.total, expected.len() as u64);
        prop_assert_eq!(found.prefixes, expected.iter().map(|it| it.1.len() as u64).sum::<u64>());
        for (group, (outer, mut names)) in found.groups.into_iter().zip(expected) {
            prop_assert_eq!(group.cidr, outer);
            prop_assert_eq!(group.size, names.len() as u64);
            let mut members = group.members;
            members.sort();
            names.sort();
            prop_assert_eq!(members, names);
        }
    }

    #[test]
    fn a_cap_shows_the_beginning(nets in crowded(), most in 0_usize..4, members in 0_usize..4) {
        let estate = whole(&csv(&nets));
        let all = estate.overlaps(usize::MAX, usize::MAX);
        let some = estate.overlaps(most, members);
        prop_assert_eq!((some.total, some.pairs), (all.total, all.pairs));
        prop_assert_eq!(some.groups.len(), all.groups.len().min(most));
        for (some, all) in some.groups.iter().zip(&all.groups) {
            prop_assert_eq!(some.size, all.size);
            prop_assert_eq!(&some.members[..], &all.members[..all.members.len().min(members)]);
        }
    }

    #[test]
    fn free_space_is_every_address_that_nothing_has(nets in crowded(), prefix in 20_u8..=32) {
        let estate = whole(&csv(&nets));
        let within: IpNet = "10.0.0.0/20".parse().unwrap();
        let is_free = |offset: u128| !nets.iter().any(|it| it.contains(&address(&within, offset)));
        let free: Vec<bool> = (0..4096).map(is_free).collect();

        let space = estate.space(&within, None, usize::MAX);
        let all: Vec<IpNet> = space.blocks.iter().map(|it| it.parse().unwrap()).collect();
        prop_assert_eq!(space.addresses, 4096);
        prop_assert_eq!(space.free, free.iter().filter(|it| **it).count() as u64);
        prop_assert_eq!(space.free, all.iter().map(size).sum::<u64>());
        for pair in all.windows(2) {
            prop_assert!(pair[0].broadcast() < pair[1].network());
            // Two that make one are one.
            let sum = IpNet::aggregate(&pair.to_vec());
            prop_assert_eq!(sum.len(), 2);
        }
        prop_assert_eq!(
            space.largest.map(|it| it.prefix_len()),
            all.iter().map(IpNet::prefix_len).min()
        );

        let length = 1_usize << (32 - prefix);
        let starts = (0..4096_usize).step_by(length);
        let blocks: Vec<usize> =
            starts.filter(|at| free[*at..at + length].iter().all(|it| *it)).collect();
        let of_size = estate.space(&within, Some(prefix), 5);
        prop_assert_eq!(of_size.total, blocks.len() as u64);
        let shown: Vec<IpNet> = of_size.blocks.iter().map(|it| it.parse().unwrap()).collect();
        let expected = blocks.iter().take(5).map(|at| {
            IpNet::new(address(&within, *at as u128), prefix).unwrap()
        });
        prop_assert_eq!(shown, expected.collect::<Vec<_>>());
        let first = blocks.first().map(|at| address(&within, *at as u128));
        let IpNet::V4(within) = within else { unreachable!() };
        let found = estate.first_free(&within, &[], prefix);
        prop_assert_eq!(found.map(|it| IpAddr::V4(it.network())), first);
        // What is taken beside it counts as if it were in it.
        let all_taken = Estate::default().first_free(&within, &nets, prefix);
        prop_assert_eq!(all_taken, found);
    }

    #[test]
    fn free_space_of_ipv6_is_what_is_not_taken(nets in crowded(), prefix in 120_u8..=128) {
        let estate = whole(&csv(&nets));
        let within: IpNet = "fd00::/120".parse().unwrap();
        let is_free = |offset: u128| !nets.iter().any(|it| it.contains(&address(&within, offset)));
        let free: Vec<bool> = (0..256).map(is_free).collect();
        let length = 1_usize << (128 - prefix);
        let starts = (0..256_usize).step_by(length);
        let blocks = starts.filter(|at| free[*at..at + length].iter().all(|it| *it)).count();
        let space = estate.space(&within, Some(prefix), 3);
        prop_assert_eq!(space.total, blocks as u64);
        prop_assert_eq!(space.free, free.iter().filter(|it| **it).count() as u64);
    }

    #[test]
    fn owners_and_collisions_are_those_that_hold_and_touch(
        nets in crowded(),
        asked in crowded(),
        offset in 0_u32..1 << 12,
    ) {
        let estate = whole(&csv(&nets));
        let at = IpAddr::V4((0x0a00_0000 + offset).into());
        let owners: Vec<IpNet> = estate.owners(at).iter().map(|it| it.cidr).collect();
        let mut holding: Vec<IpNet> = nets.iter().copied().filter(|it| it.contains(&at)).collect();
        holding.sort_by_key(IpNet::prefix_len);
        prop_assert_eq!(owners, holding);

        for range in asked {
            let found = estate.collisions(&range, usize::MAX);
            let mut names: Vec<String> =
                found.ranges.into_iter().filter_map(|it| it.name).collect();
            let touching = nets.iter().enumerate().filter(|(_, it)| overlap(it, &range));
            let mut expected: Vec<String> = touching.map(|(at, _)| format!("n{at}")).collect();
            prop_assert_eq!(found.total, expected.len() as u64);
            names.sort();
            expected.sort();
            prop_assert_eq!(names, expected);
        }
    }

    #[test]
    fn pieces_may_end_anywhere(nets in crowded(), pieces in prop::collection::vec(1_usize..40, 1..9)) {
        let list: String = nets.iter().fold("# a list\r\n".to_string(), |mut list, net| {
            let _ = writeln!(list, "{net}   owner of \u{e9}{net}\r");
            list
        });
        let quoted = csv(&nets).replace(",n", ",\"a \"\"b\"\"\n\u{e9} ").replace("\n10", "\"\n10");
        for text in [csv(&nets), list, quoted, networks(&nets).to_string(),
            serde_json::to_string_pretty(&networks(&nets)).unwrap()]
        {
            let at_once = answers(&whole(&text));
            prop_assert_eq!(answers(&read(text.as_bytes(), &pieces, None)), at_once);
        }
    }

    #[test]
    fn whatever_comes_is_read_or_told(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        format in prop::option::of(prop::sample::select(EstateFormat::ALL)),
    ) {
        let estate = read(&bytes, &[7, 100], format);
        let text = String::from_utf8_lossy(&bytes);
        if text.chars().any(char::is_alphanumeric) && format == Some(EstateFormat::Json) {
            prop_assert!(estate.size() > 0 || estate.problems().total > 0 || estate.others() > 0);
        }
        answers(&estate);
    }

    #[test]
    fn json_is_judged_as_serde_judges_it(
        text in "[\\[{]([\\[\\]{}:,\" a1]|\"a\"|\\\\\"|10\\.0\\.0\\.0/8|null|\"cidr\":|\"data\":){0,14}[\\]}]",
        pieces in prop::collection::vec(1_usize..9, 1..4),
    ) {
        let estate = read(text.as_bytes(), &pieces, Some(EstateFormat::Json));
        let is_json = serde_json::from_str::<Value>(&text).is_ok();
        let is_broken = estate.problems().list.iter().any(|it| it.fatal);
        // Several documents behind each other are fine, and numbers are not looked at.
        if is_json {
            prop_assert!(!is_broken, "{:?}", estate.problems());
        }
        let documents = serde_json::Deserializer::from_str(&text).into_iter::<Value>();
        let is_documents = documents.into_iter().all(|it| it.is_ok());
        let has_words = text.contains(['1', 'a', 'n']);
        if !is_documents && !has_words {
            prop_assert!(is_broken, "{text}");
        }
    }
}

/// The ranges as virtual networks, every third with a subnet of its own size and a peering.
fn networks(nets: &[IpNet]) -> Value {
    let id = |at: usize| {
        format!(
            "/subscriptions/s{}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v{at}",
            at % 2
        )
    };
    let networks = nets.iter().enumerate().map(|(at, net)| {
        let mut network = json!({
            "name": format!("v{at}"),
            "id": id(at),
            "tags": { "note": "quotes \" and \\ and \u{20ac}", "list": [[1, -2.5e3, null], {}, []] },
            "addressSpace": { "addressPrefixes": [net.to_string()] },
        });
        if at % 3 == 0 {
            network["subnets"] = json!([{ "name": "s", "addressPrefix": net.to_string() }]);
            network["virtualNetworkPeerings"] = json!([{
                "remoteVirtualNetwork": { "id": id(at + 1) },
                "remoteAddressSpace": { "addressPrefixes": [net.to_string()] },
            }]);
        }
        network
    });
    Value::Array(networks.collect())
}

#[test]
fn ten_thousand_equal_ranges_are_one_group() {
    let estate = whole(&"10.0.0.0/16\n".repeat(10_000));
    let found = estate.overlaps(10, 3);
    assert_eq!((found.total, found.prefixes, found.pairs), (1, 10_000, 49_995_000));
    assert_eq!((found.groups[0].size, found.groups[0].members.len()), (10_000, 3));
    assert_eq!(found.groups[0].members[0], "10.0.0.0/16");
}

#[test]
fn subnets_lie_in_their_own_network() {
    let one = json!([{
        "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub",
        "name": "hub",
        "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] },
        "subnets": [
            { "name": "a", "addressPrefix": "10.0.0.0/24" },
            { "name": "b", "properties": { "addressPrefixes": ["10.0.1.0/24"] } },
        ],
    }]);
    let estate = whole(&one.to_string());
    assert_eq!(estate.size(), 3);
    assert_eq!(estate.overlaps(10, 10).total, 0);
    let owners = estate.owners("10.0.1.7".parse().unwrap());
    assert_eq!(owners[1].kind, EstateKind::Subnet);
    assert_eq!(owners[1].virtual_network.as_deref(), Some("hub"));
    assert_eq!(
        owners[1].id.as_deref(),
        Some(
            "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub/subnets/b"
        )
    );

    // Read apart from its network, a subnet still lies in it.
    let mut estate = whole(&one.to_string());
    let subnets = json!({ "value": [
        { "id": "/subscriptions/S/resourceGroups/RG/providers/Microsoft.Network/virtualNetworks/HUB/subnets/c",
          "name": "c", "properties": { "addressPrefix": "10.0.2.0/24" } },
    ]});
    estate.add(subnets.to_string().as_bytes(), None).unwrap();
    estate.end();
    assert_eq!(estate.overlaps(10, 10).total, 0);
    assert_eq!(estate.owners("10.0.2.1".parse().unwrap()).len(), 2);
}

#[test]
fn what_is_read_twice_counts_once() {
    let network = |name: &str, group: &str, peer: &str| {
        json!({
            "id": format!("/subscriptions/s/resourceGroups/{group}/providers/Microsoft.Network/virtualNetworks/{name}"),
            "name": name,
            "type": "microsoft.network/virtualnetworks",
            "properties": {
                "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] },
                "virtualNetworkPeerings": [{ "properties": {
                    "remoteVirtualNetwork": { "id": format!("/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/{peer}") },
                    "remoteAddressSpace": { "addressPrefixes": ["10.1.0.0/16"] },
                } }],
            },
        })
    };
    let page = json!({ "data": [network("a", "rg", "far")], "count": 1 });
    let mut estate = whole(&page.to_string());
    for _ in 0..2 {
        let again = json!({ "data": [network("A", "RG", "FAR")], "skip_token": null });
        estate.add(again.to_string().as_bytes(), None).unwrap();
        estate.end();
    }
    assert_eq!(estate.overlaps(10, 10).total, 0);
    // The far side of the peering exists as well.
    assert_eq!(estate.owners("10.1.0.1".parse().unwrap())[0].name.as_deref(), Some("far"));

    // The same name in another group is another network.
    let other = json!([network("a", "rg-2", "far")]);
    estate.add(other.to_string().as_bytes(), None).unwrap();
    estate.end();
    let found = estate.overlaps(10, 10);
    assert_eq!(found.groups[0].members, ["rg/a", "rg-2/a"]);

    // And when the far side is read itself, it is not there twice.
    let far = json!([network("far", "rg", "a")]).to_string().replace("10.0.0.0/16", "10.1.0.0/16");
    estate.add(far.as_bytes(), None).unwrap();
    estate.end();
    assert_eq!(estate.overlaps(10, 10).total, 1);
    assert_eq!(estate.owners("10.1.0.1".parse().unwrap()).len(), 1);
}

#[test]
fn clusters_overlap_nothing_and_own_their_ranges() {
    let cluster = |name: &str| {
        json!({ "name": name, "type": "Microsoft.ContainerService/managedClusters",
            "networkProfile": { "podCidr": "10.244.0.0/16", "podCidrs": ["10.244.0.0/16"],
                "serviceCidr": "10.0.0.0/16" } })
    };
    let estate = whole(&json!([cluster("a"), cluster("b")]).to_string());
    assert_eq!(estate.overlaps(10, 10).total, 0);
    let owners = estate.owners("10.244.1.2".parse().unwrap());
    assert!(owners.iter().all(|it| it.kind == EstateKind::PodCidr));
    assert!(owners.iter().any(|it| it.name.as_deref() == Some("b")));
}

#[test]
fn real_answers_are_read() {
    let list = include_str!("reading/arm/vnet-list.json");
    let estate = whole(list);
    assert_eq!(estate.problems().total, 0, "{:?}", estate.problems());
    assert_eq!(
        estate.owners("10.0.255.3".parse().unwrap())[2].name.as_deref(),
        Some("GatewaySubnet")
    );
    let graph = whole(include_str!("reading/arm/resource-graph.json"));
    assert_eq!(graph.problems().total, 0, "{:?}", graph.problems());
    assert_eq!((graph.size(), graph.others()), (4, 1));
    let cluster = graph.owners("10.9.128.10".parse().unwrap());
    assert!(cluster.iter().any(|it| it.kind == EstateKind::ServiceCidr));
}

#[test]
fn bad_rows_are_told_with_their_line_and_the_rest_is_read() {
    let problems = |text: &str| {
        let estate = whole(text);
        let told = estate.problems().list.iter();
        let told: Vec<(Option<u32>, String)> =
            told.map(|it| (it.line.or(it.record), it.message.clone())).collect();
        (estate.size(), told)
    };
    let (size, told) = problems(
        "cidr,name\n10.0.0.0/16,a\n10.0.0.0/33,b\n\n\"10.1.0.0/16\",\"c\nd\"\nx\n10.9.1.2/16,e\n,f\n",
    );
    assert_eq!(size, 3);
    assert_eq!(
        told,
        [
            (
                Some(3),
                "`10.0.0.0/33` is no range: its prefix length `33` is no number from 0 to 32"
                    .to_string()
            ),
            (Some(7), "`x` is no range: it is neither an IPv4 nor an IPv6 address".to_string()),
            (
                Some(8),
                "`10.9.1.2/16` is no range: it is not the first address of 10.9.0.0/16".to_string()
            ),
            (Some(9), "the row has no range".to_string()),
        ]
    );
    let (size, told) = problems("# mine\n10.0.0.0/8 hub\n10.1\n10.1.1.1\n");
    assert_eq!((size, told.len()), (2, 2));
    assert_eq!(told[0].0, Some(3));
    let (size, told) = problems(
        r#"[{"cidr":"10.0.0.0/8","name":"a"},{"cidr":"10.0.0/8","name":"b"},{"name":"c"},"10.2.0.0/16"]"#,
    );
    assert_eq!(size, 2);
    assert_eq!(
        told[0],
        (
            Some(2),
            "`b`: `10.0.0/8` is no range: it has 3 of the four parts of an IPv4 address"
                .to_string()
        )
    );
    assert_eq!(told[1], (Some(2), "`b` has no range".to_string()));
    assert_eq!(told[2], (Some(3), "`c` has no range".to_string()));
    let (size, told) = problems(r#"[{"cidr":"10.0.0.0/8","name":"a"},{"cidr":"10.1.0.0"#);
    assert_eq!(size, 1);
    assert!(told[0].1.starts_with("this is no JSON behind byte 51"), "{told:?}");
    let (size, told) = problems("name,size\nhub,3\n");
    assert_eq!(
        (size, told[0].1.as_str()),
        (0, "the header has no column `cidr`, but `name` and `size`")
    );
    let (_, told) = problems("\u{feff}cidr;Name;cost centre\n10.0.0.0/8;a;7\n");
    assert_eq!(told, [(Some(1), "column `cost centre` is not read".to_string())]);
}

#[test]
fn csv_comes_in_many_ways() {
    for text in [
        "cidr,name\n10.0.0.0/16,hub\n",
        "\u{feff}\"Name\";\"Address Prefix\"\r\n\"hub\";\"10.0.0.0/16\"\r\n",
        "name\taddressPrefixes\nhub\t[\"10.0.0.0/16\"]",
        "10.0.0.0/16,hub",
        "10.0.0.0/16 hub",
        "# comment\n10.0.0.0/16\thub\r\n",
        "# comment, with a comma\n\n# another\ncidr;name\n#10.0.0.0/8;old\n10.0.0.0/16;hub\n",
        r#"[{"Name":"hub","AddressSpace":{"AddressPrefixes":["10.0.0.0/16"]}}]"#,
        r#"{"virtualNetworks":[{"name":"hub","addressPrefixes":["10.0.0.0/16"]}]}"#,
        "{\"data\":[]}\n{\"data\":[{\"name\":\"h\\u0075b\",\"cidr\":\"10.0.0.0\\/16\"}]}",
    ] {
        let estate = whole(text);
        assert_eq!(estate.problems().total, 0, "{text}: {:?}", estate.problems());
        let owners = estate.owners("10.0.3.4".parse().unwrap());
        assert_eq!(owners.len(), 1, "{text}");
        assert_eq!(owners[0].name.as_deref(), Some("hub"), "{text}");
    }
}

#[test]
fn a_source_of_utf_16_is_told() {
    let bytes: Vec<u8> = "\u{feff}cidr\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let estate = read(&bytes, &[3], None);
    assert!(estate.problems().list[0].fatal);
    assert_eq!(estate.size(), 0);
}

#[test]
fn only_whole_plain_lines_go_the_fast_way() {
    let (eight, sixteen) = (10 << 24, 10 << 24 | 1 << 16);
    let mut keys = Vec::new();
    let text = b"10.0.0.0/8\n10.1.0.0/16\n10.1.0.0/16 hub\n10.2.0.0/16\n";
    assert_eq!(plain_lines(text, 7, &mut keys, 10), (23, 2));
    assert_eq!(keys, [key4(eight, 8, 7), key4(sixteen, 16, 7)]);
    assert_eq!(plain_lines(b"10.0.0.0/8", 0, &mut keys, 10), (0, 0));
    assert_eq!(plain_lines(b"10.0.0.0/8\n", 0, &mut keys, 2), (0, 0));
    for (text, taken) in [
        ("10.0.0.0/8,a b\n10.1.0.0/16,\n", 2),
        ("10.0.0.0/8,a\n10.1.0.0/16,b", 1),
        ("10.0.0.0/8,a\r\n", 0),
        ("10.0.0.0/8,\"a\"\n", 0),
        ("10.0.0.0/8,a,b\n", 0),
        ("10.0.0.0/8, a\n", 0),
        ("10.0.0.0/8\n", 0),
        ("10.0.0.1/8,a\n", 0),
    ] {
        let mut rows = Vec::new();
        plain_rows(text.as_bytes(), b',', &mut rows);
        assert_eq!(rows.len(), taken, "{text}");
    }
}

/// What of a plan, laid over the base plan, is found with an estate and not without.
fn beside(plan: &Value, estate: &str) -> Vec<Finding> {
    let estate = whole(estate);
    assert_eq!(estate.problems().total, 0, "{:?}", estate.problems());
    let plan = over_base(plan);
    let alone = aksplan::check_value(&plan, AS_OF).findings;
    let terms = Terms { elsewhere: Some(&estate), ..Terms::from(AS_OF) };
    let mut findings = aksplan::check_value(&plan, terms).findings;
    findings.retain(|it| !alone.contains(it));
    findings
}

fn rules(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|it| it.rule.as_str()).collect()
}

#[test]
fn what_a_plan_overlaps_of_an_estate_is_told_with_its_owner() {
    let found =
        beside(&json!({}), "cidr,name\n10.240.4.0/22,lab\n10.240.8.0/22,shop\n10.16.0.0/16,far\n");
    assert_eq!(rules(&found), ["network-overlaps-foreign-range"]);
    let message = &found[0].message;
    assert!(
        message.ends_with("overlaps `lab` (`10.240.4.0/22`) of the estate and 1 more"),
        "{message}"
    );
    assert_eq!(found[0].path, "/virtualNetworks/0/addressPrefixes/0");

    let found = beside(&json!({}), "10.244.0.0/14 pods\n10.0.0.0/16 services\n");
    assert_eq!(rules(&found), ["service-cidr-overlaps-peer", "pod-cidr-overlaps-peer"]);
    for finding in &found {
        // What is offered instead is free in the estate too.
        let fix = finding.fix.as_ref().unwrap();
        let text = fix.patch[0].value.as_ref().unwrap().as_str().unwrap();
        let net: IpNet = text.parse().unwrap();
        assert!(!overlap(&net, &"10.244.0.0/14".parse().unwrap()));
        assert!(!overlap(&net, &"10.0.0.0/16".parse().unwrap()));
    }
}

#[test]
fn kinds_of_an_estate_count_as_those_of_the_address_book() {
    let rules_of = |row: &str| {
        let found = beside(&json!({}), &format!("cidr,name,kind\n{row}\n"));
        rules(&found).join(" ")
    };
    assert_eq!(rules_of("10.240.0.0/20,hub,peered"), "network-overlaps-peered-range");
    assert_eq!(rules_of("10.240.0.0/20,hub,onPremises"), "network-overlaps-foreign-range");
    assert_eq!(rules_of("10.240.128.0/17,later,reserved"), "");
    assert_eq!(rules_of("10.240.0.0/14,later,reserved").split(' ').count(), 2);
    assert_eq!(rules_of("10.244.0.0/16,aks,podCidr"), "pod-cidr-overlaps-peer");
}

#[test]
fn a_plans_own_networks_do_not_collide_with_themselves() {
    let network = |group: &str, name: &str, cidr: &str, subnets: Value| {
        json!([{
            "id": format!("/subscriptions/s/resourceGroups/{group}/providers/Microsoft.Network/virtualNetworks/{name}"),
            "name": name,
            "addressSpace": { "addressPrefixes": [cidr] },
            "subnets": subnets,
        }])
        .to_string()
    };
    let plan = over_base(&json!({}));
    let name = plan["virtualNetworks"][0]["name"].as_str().unwrap();
    let group = plan["resourceGroups"][0]["name"].as_str().unwrap();
    let cidr = plan["virtualNetworks"][0]["addressPrefixes"][0].as_str().unwrap();
    let own_subnet = &plan["virtualNetworks"][0]["subnets"][0];

    let same = network(&group.to_uppercase(), name, cidr, json!([own_subnet]));
    assert_eq!(rules(&beside(&json!({}), &same)), [""; 0]);
    assert_eq!(rules(&beside(&json!({}), &format!("cidr,name\n{cidr},{name}\n"))), [""; 0]);
    // Another group's network is another, whatever its name.
    let other = network("elsewhere", name, cidr, json!([]));
    assert_eq!(rules(&beside(&json!({}), &other)), ["network-overlaps-foreign-range"]);
    // In its own network, another subnet may be where the plan wants one.
    let taken = own_subnet["addressPrefix"].as_str().unwrap();
    let taken = network(group, name, cidr, json!([{ "name": "taken", "addressPrefix": taken }]));
    assert_eq!(rules(&beside(&json!({}), &taken)), ["subnets-overlap"]);
}

#[test]
fn a_network_that_is_to_be_peered_must_lie_apart() {
    let id =
        "/subscriptions/s/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/hub";
    let estate = json!([{ "id": id, "addressSpace": { "addressPrefixes": ["10.240.0.0/16"] } }]);
    let plan = json!({ "virtualNetworks": [{ "peerings": [id] }] });
    let found = beside(&plan, &estate.to_string());
    assert_eq!(rules(&found), ["network-overlaps-peered-range"]);
    assert!(found[0].message.contains("`rg-hub/hub`"), "{}", found[0].message);
    let found = beside(&json!({}), &estate.to_string());
    assert_eq!(rules(&found), ["network-overlaps-foreign-range"]);
}

#[test]
fn a_million_ranges_under_a_plan_are_one_finding() {
    let rows =
        (0..200_000_u32).map(|it| format!("{}/32\n", Ipv4Addr::from(0x0af0_0000 + it % 65_536)));
    let found = beside(&json!({}), &rows.collect::<String>());
    assert_eq!(rules(&found), ["network-overlaps-foreign-range"]);
    assert!(found[0].message.ends_with("and 199,999 more"), "{}", found[0].message);
}
