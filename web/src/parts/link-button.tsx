// A link that looks like the main button, for going to where the main thing is done.
import { Button } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

function Anchor({
  children,
  color: _,
  ...props
}: AnchorHTMLAttributes<HTMLAnchorElement> & { ref?: Ref<HTMLAnchorElement> }) {
  return (
    <Button component="a" {...props}>
      {children}
    </Button>
  );
}
export const LinkButton = createLink(Anchor);
