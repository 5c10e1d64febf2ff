// Kubernetes versions that the local service offers. Which ones a region of Azure offers changes
// every month: a test that depends on one seeds it.

const both = ['KubernetesOfficial', 'AKSLongTermSupport'];

export const kubernetesVersions = [
  { version: '1.33', support: ['AKSLongTermSupport'], patches: ['1.33.7', '1.33.8'] },
  { version: '1.34', support: both, patches: ['1.34.4', '1.34.5'] },
  { version: '1.35', support: both, isDefault: true, patches: ['1.35.2', '1.35.3'] },
  { version: '1.36', support: both, patches: ['1.36.0', '1.36.1'] },
].map((it) => ({ isDefault: false, isPreview: undefined, ...it }));

/** The whole version that is meant by `1.35` or `1.35.2`; nothing for one that is not offered. */
export function offered(wanted) {
  if (!wanted) return undefined;
  const minor = kubernetesVersions.find(({ version }) => version === wanted);
  if (minor) return minor.patches.at(-1);
  return kubernetesVersions.flatMap(({ patches }) => patches).find((it) => it === wanted);
}

/** What a cluster gets that asks for none. */
export const newest = () => kubernetesVersions.find(({ isDefault }) => isDefault)?.patches.at(-1);

/** Revisions of the Istio add-on, oldest first. */
export const meshRevisions = ['asm-1-28', 'asm-1-29', 'asm-1-30'];
