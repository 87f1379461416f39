import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  Skeleton,
  SkeletonItem,
  Subtitle1,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Problem, type Fault } from '../api/client';
import { texts } from '../texts';

const useStyles = makeStyles({
  lines: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  empty: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    textAlign: 'center',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingVerticalXXXL,
    border: `1px dashed ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  hint: { color: tokens.colorNeutralForeground3, maxWidth: '60ch' },
  faults: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
});

/** What stands where something will be. */
export function Loading(props: { lines?: number }) {
  const styles = useStyles();
  return (
    <Skeleton aria-label={texts.loading} className={styles.lines}>
      {Array.from({ length: props.lines ?? 6 }, (_, line) => (
        <SkeletonItem key={line} size={24} />
      ))}
    </Skeleton>
  );
}

/** The faults of something, each with its place. */
export function Faults(props: { faults: Fault[] }) {
  return (
    <ul className={useStyles().faults}>
      {props.faults.map((fault) => (
        <li key={`${fault.place}:${fault.line}:${fault.column}:${fault.message}`}>
          {fault.line !== undefined && `${texts.place(fault.line, fault.column)}: `}
          {fault.message}
        </li>
      ))}
    </ul>
  );
}

/** That something did not work: in the words of who refused it. */
export function Failure(props: { error: unknown; again?: (() => void) | undefined }) {
  const { error } = props;
  const faults = error instanceof Problem ? error.faults : [];
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{texts.failed}</MessageBarTitle>
        {error instanceof Error ? error.message : String(error)}
        {faults.length > 0 && <Faults faults={faults} />}
      </MessageBarBody>
      {props.again && (
        <MessageBarActions>
          <Button onClick={props.again}>{texts.tryAgain}</Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}

/** That there is nothing yet, and what to do first. */
export function Empty(props: { title: string; hint: ReactNode; children?: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.empty}>
      <Subtitle1 as="h2">{props.title}</Subtitle1>
      <Text className={styles.hint}>{props.hint}</Text>
      {props.children}
    </div>
  );
}

interface Asked<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** What was asked for: while it comes, when it is there, and if it did not. */
export function Shown<T>(props: { asked: Asked<T>; lines?: number; children: (value: T) => ReactNode }) {
  const { data, error, refetch } = props.asked;
  if (data !== undefined) {
    return props.children(data);
  }
  return error ? <Failure error={error} again={() => void refetch()} /> : <Loading lines={props.lines ?? 6} />;
}
