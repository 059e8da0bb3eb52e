"""The record to take away: releases as files, and the whole site as a static mirror."""
