interface ImportMeta {
  readonly env: { readonly PROD: boolean };
}

declare module '*.css';

declare module '*.json' {
  const value: import('./json.ts').Json;
  export default value;
}

declare module 'virtual:form-table' {
  const table: Record<string, import('./form/property.ts').RecordTable>;
  export default table;
}
