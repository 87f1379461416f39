import type { ReactNode } from 'react';
import { useMay, useSession, type Scope } from '../api/session';
import { texts } from '../texts';
import { Empty, Loading } from './States';

/** What only those see who may do something; the others are told that they may not. */
export function Allowed(props: { needs: Scope; children: ReactNode }) {
  const isKnown = useSession().data !== undefined;
  const may = useMay(props.needs);
  return may ? props.children : isKnown ? <Empty title={texts.mayNot} hint={texts.mayNotHint} /> : <Loading />;
}
