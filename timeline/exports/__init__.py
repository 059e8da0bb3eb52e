"""Downloads of the record: releases as files, and the whole site as a static mirror."""
