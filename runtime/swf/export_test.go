package swf

// OnExpired replaces what drops expired credentials.
func (s *Service) OnExpired(f func()) { s.expire = f }
