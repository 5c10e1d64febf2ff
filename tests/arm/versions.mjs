// API versions that are accepted, by the type's name in lower case. Azure knows more; these are the
// released ones of the years that clients in use ask for, and what azure-cli 2.91 asks for.
// Source: folders `stable` of Azure/azure-rest-api-specs, and what azure-cli was seen to send.

const network = [
  '2018-09-01',
  '2022-01-01',
  '2022-07-01',
  '2022-09-01',
  '2022-11-01',
  '2023-02-01',
  '2023-04-01',
  '2023-05-01',
  '2023-06-01',
  '2023-09-01',
  '2023-11-01',
  '2024-01-01',
  '2024-03-01',
  '2024-05-01',
  '2024-07-01',
  '2024-10-01',
  '2025-01-01',
  '2025-03-01',
  '2025-05-01',
  '2025-07-01',
  '2025-09-01',
];

const containerService = [
  '2023-10-01',
  '2023-11-01',
  '2024-01-01',
  '2024-02-01',
  '2024-05-01',
  '2024-06-01',
  '2024-07-01',
  '2024-08-01',
  '2024-09-01',
  '2024-10-01',
  '2025-01-01',
  '2025-02-01',
  '2025-03-01',
  '2025-04-01',
  '2025-05-01',
  '2025-06-01',
  '2025-07-01',
  '2025-08-01',
  '2025-09-01',
  '2025-10-01',
  '2026-01-01',
  '2026-02-01',
  '2026-03-01',
  '2026-04-01',
  '2026-05-01',
  '2026-06-01',
];

const resources = [
  '2015-11-01',
  '2016-06-01',
  '2018-05-01',
  '2019-10-01',
  '2020-06-01',
  '2020-10-01',
  '2021-04-01',
  '2022-09-01',
  '2022-12-01',
  '2023-07-01',
  '2024-03-01',
  '2024-07-01',
  '2024-11-01',
  '2025-04-01',
];

const byNamespace = {
  'microsoft.containerservice': containerService,
  'microsoft.network': network,
  'microsoft.managedidentity': ['2023-01-31', '2024-11-30', '2025-05-31-preview'],
  'microsoft.authorization': ['2018-01-01-preview', '2022-04-01', '2022-05-01-preview'],
  'microsoft.features': ['2015-12-01', '2021-07-01'],
  'microsoft.resources': resources,
  'microsoft.compute': ['2019-04-01', '2021-07-01', '2024-07-01', '2024-11-01', '2025-04-01'],
  'microsoft.resourcegraph': ['2021-03-01', '2022-10-01', '2024-04-01'],
};

/** The versions of a provider; a namespace that only tests seed takes any. */
export const versionsOf = (namespace) => byNamespace[namespace.toLowerCase()];
