import { makeStyles, mergeClasses, Subtitle2, Text, Title2, tokens } from '@fluentui/react-components';
import { useEffect, type ReactNode } from 'react';
import { texts } from '../texts';

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    padding: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalXXL}`,
    maxWidth: '1600px',
    boxSizing: 'border-box',
    '@media (max-width: 640px)': { padding: tokens.spacingHorizontalM },
    '@media print': { padding: 0 },
  },
  fill: { height: '100%', maxWidth: 'none', paddingBottom: 0, '@media print': { height: 'auto' } },
  head: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  line: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, flexWrap: 'wrap' },
  lead: { color: tokens.colorNeutralForeground3 },
  section: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    minWidth: 0,
  },
});

/** A page: its title, what stands beside it, its command bar, its content. */
export function Page(props: {
  title: string;
  lead?: ReactNode;
  beside?: ReactNode;
  commands?: ReactNode;
  /** Whether it is as high and as wide as the window lets it be. */
  fill?: boolean;
  children: ReactNode;
}) {
  const styles = useStyles();
  useEffect(() => {
    document.title = `${props.title} · ${texts.product}`;
  }, [props.title]);
  return (
    <div className={mergeClasses(styles.page, props.fill && styles.fill)}>
      <header className={styles.head}>
        <div className={styles.line}>
          <Title2 as="h1">{props.title}</Title2>
          {props.beside}
        </div>
        {props.lead !== undefined && <Text className={styles.lead}>{props.lead}</Text>}
      </header>
      {props.commands}
      {props.children}
    </div>
  );
}

/** A part of a page with a heading of its own. */
export function Section(props: { title: string; beside?: ReactNode; children: ReactNode }) {
  const styles = useStyles();
  return (
    <section className={styles.section} aria-label={props.title}>
      <div className={styles.line}>
        <Subtitle2 as="h2">{props.title}</Subtitle2>
        {props.beside}
      </div>
      {props.children}
    </section>
  );
}
