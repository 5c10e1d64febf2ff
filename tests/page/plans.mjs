// Plans for the page's tests.

import { small } from '../support/plans.mjs';

export { small };

/** A service CIDR on the nodes' subnet. */
export const overlapping = () =>
  small((plan) => {
    plan.clusters[0].networkProfile.serviceCidr = '10.240.0.0/16';
  });

/** Ten pools in a network of twenty subnets. */
export const big = () =>
  small((plan) => {
    plan.virtualNetworks[0].subnets = Array.from({ length: 20 }, (_, at) => ({
      name: `subnet${at}`,
      addressPrefix: `10.240.${at * 4}.0/22`,
    }));
    const [system, user] = plan.clusters[0].agentPools;
    system.vnetSubnet = 'subnet0';
    plan.clusters[0].agentPools = [
      system,
      ...Array.from({ length: 9 }, (_, at) => ({
        ...user,
        name: `pool${at}`,
        vnetSubnet: `subnet${at + 1}`,
      })),
    ];
  });

/** An error with one evident remedy. */
export const mendable = () =>
  small((plan) => {
    plan.clusters[0].networkProfile.networkPolicy = 'cilium';
  });
