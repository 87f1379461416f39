import { makeStyles, tokens, Toaster } from '@fluentui/react-components';
import { Suspense, useState } from 'react';
import { Outlet, useLocation } from 'react-router';
import { useMatches } from '../parts/matches';
import { Loading } from '../parts/States';
import { TOASTER } from '../parts/told';
import { texts } from '../texts';
import { Header } from './Header';
import { Navigation } from './Navigation';

const useStyles = makeStyles({
  shell: {
    display: 'flex',
    flexDirection: 'column',
    height: '100dvh',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  skip: {
    position: 'absolute',
    left: '-999px',
    ':focus': { left: tokens.spacingHorizontalM, top: tokens.spacingVerticalM, zIndex: 10 },
  },
  below: { display: 'flex', flex: 1, minHeight: 0 },
  main: {
    flex: 1,
    minWidth: 0,
    overflow: 'auto',
    ':focus': { outlineStyle: 'none' },
    '@media print': { overflow: 'visible' },
  },
});

const NARROW = '(max-width: 900px)';

/** What stands around every page. */
export function Shell() {
  const styles = useStyles();
  const isNarrow = useMatches(NARROW);
  const [open, setOpen] = useState(!isNarrow);
  const [wasNarrow, setWasNarrow] = useState(isNarrow);
  if (wasNarrow !== isNarrow) {
    setWasNarrow(isNarrow);
    setOpen(!isNarrow);
  }
  const { pathname } = useLocation();
  return (
    <div className={styles.shell}>
      <a href="#content" className={styles.skip}>
        {texts.skip}
      </a>
      <Header onToggle={() => setOpen(!open)} />
      <div className={styles.below}>
        <Navigation open={open} isNarrow={isNarrow} onClose={() => isNarrow && setOpen(false)} />
        <main id="content" tabIndex={-1} className={styles.main} key={pathname.split('/')[2] ?? ''}>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <Toaster toasterId={TOASTER} position="bottom-end" />
    </div>
  );
}
