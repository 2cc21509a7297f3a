//! Five payment-link providers behind one face
