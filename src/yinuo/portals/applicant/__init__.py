"""申请人: drafts, routes, notice, signing, my cases, withdrawal, representation, repair."""
