"""What HTTP asks of every answer: validators and answers given again, compression, security headers."""
