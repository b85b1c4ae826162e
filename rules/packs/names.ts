// The names of the packs, alone: settings are read before any rule is.
export const packNames = ['un', 'ngo'] as const;
export type PackName = (typeof packNames)[number];
