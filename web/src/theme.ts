// Colours, type and shapes; every text colour here reaches 4.5:1 on the ground it is used on.
import { createTheme } from '@mantine/core';
import type { CSSVariablesResolver } from '@mantine/core';

export const theme = createTheme({
  primaryColor: 'sea',
  primaryShade: 7,
  colors: {
    sea: ['#eef5fb', '#d9e8f5', '#b2d1ea', '#86b7dd', '#5c9dcf', '#3a85bd', '#1f6da8', '#0b4f83', '#083f6a', '#062f50'],
    rust: [
      '#fdf1ee',
      '#fadcd5',
      '#f3b8ab',
      '#ea8f7c',
      '#e06b52',
      '#cf4a2e',
      '#b83a20',
      '#9f2d15',
      '#822410',
      '#661b0b',
    ],
  },
  fontFamily: 'var(--font)',
  headings: { fontFamily: 'var(--font)', fontWeight: '650' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
});

export const variables: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-dimmed': '#4c5965',
    '--mantine-color-placeholder': '#5a6773',
    '--mantine-color-error': '#9f2d15',
    '--mantine-color-text': '#17212b',
    '--mantine-color-default-border': '#76838f',
  },
  light: {
    '--mantine-color-dimmed': '#4c5965',
    '--mantine-color-placeholder': '#5a6773',
    '--mantine-color-error': '#9f2d15',
    '--mantine-color-text': '#17212b',
    '--mantine-color-default-border': '#76838f',
  },
  dark: {},
});
