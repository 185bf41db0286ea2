package local

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"
)

// closeGrace is how long Close waits for answers that are being written.
const closeGrace = time.Second

// Server is a Service that listens. Its methods may be called from several
// goroutines at once.
type Server struct {
	service *Service
	http    *http.Server
	url     string
	served  sync.WaitGroup // the goroutine of http.Server.Serve
	conns   sync.WaitGroup // one for each open connection
	close   func() error
}

// Start listens on address, host and port; "" means 127.0.0.1:0, which is a
// free port of the loopback interface. The service asks for no credentials, so
// give it another interface only in a closed network. It returns the error of
// the listener.
func (s *Service) Start(address string) (*Server, error) {
	listener, err := net.Listen("tcp", cmp.Or(address, "127.0.0.1:0"))
	if err != nil {
		return nil, err
	}
	return s.serve(listener, "http://"+listener.Addr().String()), nil
}

func (s *Service) serve(listener net.Listener, url string) *Server {
	server := &Server{service: s, url: url}
	server.http = &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 10 * time.Second,
		ConnState:         server.count,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
	}
	server.close = sync.OnceValue(server.shutdown)
	server.served.Go(func() {
		if err := server.http.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			s.log.Error("serve", slog.Any("error", err))
		}
	})
	return server
}

// URL returns the endpoint for clients, such as http://127.0.0.1:41873.
func (s *Server) URL() string { return s.url }

// Close closes the Service, which ends the held polls, and then the listener
// and all connections. When it returns, every goroutine of the server has
// ended. Closing again does nothing and returns the same error.
func (s *Server) Close() error { return s.close() }

func (s *Server) shutdown() error {
	s.service.Close()
	ctx, cancel := context.WithTimeout(context.Background(), closeGrace)
	defer cancel()
	err := s.http.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		err = s.http.Close() // connections that never sent a request
	}
	s.served.Wait()
	s.conns.Wait()
	return err
}

func (s *Server) count(_ net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		s.conns.Add(1)
	case http.StateClosed, http.StateHijacked:
		s.conns.Done()
	}
}
