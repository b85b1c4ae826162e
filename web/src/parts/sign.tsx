// Small signs whose shape carries the meaning; decoration for screen readers, since words stand beside them.
const shapes = {
  info: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm-1 6h2v5H7Zm0-3h2v2H7Z',
  tick: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm-1.200 10.200L3.600 8l1.300-1.300 1.900 1.900 4.300-4.300 1.300 1.300Z',
  cross: 'M5 1h6l4 4v6l-4 4H5l-4-4V5Zm1 3.500L4.500 6l2 2-2 2L6 11.500l2-2 2 2 1.500-1.500-2-2 2-2L10 4.500l-2 2Z',
  triangle: 'M8 1 15.500 15H.500Zm-1 5v4h2V6Zm0 5v2h2v-2Z',
  clock: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm-1 2.500h2v4l2.700 1.600-1 1.700L7 8.600Z',
  ring: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 2.500a4.500 4.500 0 1 1 0 9 4.500 4.500 0 0 1 0-9Z',
  dot: 'M8 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8Z',
  pause: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1ZM5 5h2v6H5Zm4 0h2v6H9Z',
  back: 'M1 7.500 7 2v3.500h2a5 5 0 0 1 5 5V14h-2.500v-3.500A2.500 2.500 0 0 0 9 8H7v5Z',
  up: 'M8 1 14.500 8H10.500v7h-5V8h-4Z',
  bar1: 'M1 12h14v3H1Z',
  bar2: 'M1 12h14v3H1Zm2-4h10v3H3Z',
  bar3: 'M1 12h14v3H1Zm2-4h10v3H3Zm2-4h6v3H5Z',
  bar4: 'M1 12h14v3H1Zm2-4h10v3H3Zm2-4h6v3H5Zm1.500-4h3v3h-3Z',
  question:
    'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1ZM5.500 6.500a2.600 2.600 0 1 1 3.400 2.400V10H7V7.600h1a.900.900 0 1 0-.900-1.100ZM7 11h2v2H7Z',
} as const;
export type SignName = keyof typeof shapes;

export function Sign({ name }: { name: SignName }) {
  return (
    <svg
      className={`sign sign-${name}`}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      focusable="false"
    >
      <path fill="currentColor" fillRule="evenodd" d={shapes[name]} />
    </svg>
  );
}
