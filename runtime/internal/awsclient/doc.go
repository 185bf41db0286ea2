// Package awsclient is what the services on the AWS SDK have in common: how a
// client for a worker is configured, what the errors mean that any AWS service
// has, and what a worker is called.
package awsclient
