import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { Fragment } from 'react';
import type { Schemas } from '../api/client';
import { NavLink } from '../parts/NavLink';
import { placeOf } from './places';
import { texts } from './texts';

type Use = Schemas['Use'];

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3 },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL, display: 'grid', gap: tokens.spacingVerticalXS },
});

function Name(props: { use: Use }) {
  const place = placeOf(props.use);
  return place ? <NavLink to={place}>{props.use.name}</NavLink> : <>{props.use.name}</>;
}

/** What uses something, in a line: the names of the first two. */
export function UsedBy(props: { uses: Use[] }) {
  const styles = useStyles();
  const names = [...new Map(props.uses.map((use) => [`${use.kind} ${use.name}`, use])).values()];
  if (names.length === 0) {
    return <Text className={styles.quiet}>{texts.unused}</Text>;
  }
  return (
    <>
      {names.slice(0, 2).map((use, index) => (
        <Fragment key={`${use.kind} ${use.name}`}>
          {index > 0 && ', '}
          <Name use={use} />
        </Fragment>
      ))}
      {names.length > 2 && ` + ${names.length - 2}`}
    </>
  );
}

/** The same in full: as what each uses it. */
export function UsedByList(props: { uses: Use[] }) {
  const styles = useStyles();
  if (props.uses.length === 0) {
    return <Text className={styles.quiet}>{texts.unused}</Text>;
  }
  return (
    <ul className={styles.list}>
      {props.uses.map((use) => (
        <li key={`${use.kind} ${use.name} ${use.as}`}>
          {texts.as[use.as] ?? use.as} <Name use={use} />
        </li>
      ))}
    </ul>
  );
}
