import { Link } from '@fluentui/react-components';
import type { MouseEvent, ReactNode } from 'react';
import { useNavigate } from 'react-router';

/** A link to another page of ours: followed without loading everything anew. */
export function NavLink(props: { to: string; children: ReactNode }) {
  const navigate = useNavigate();
  const follow = (event: MouseEvent) => {
    event.stopPropagation();
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      void navigate(props.to);
    }
  };
  return (
    <Link href={props.to} onClick={follow}>
      {props.children}
    </Link>
  );
}
