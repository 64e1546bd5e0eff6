"""What several acts share: how one lives, the home offered, the notice, leaving, the rents."""
