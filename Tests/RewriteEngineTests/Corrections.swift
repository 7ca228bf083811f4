import ConnectorExport
import RewriteEngine
import SourceXML

/// The correction of a document given as bytes.
func correction(
  of bytes: some Collection<UInt8>, policy: CorrectionPolicy = CorrectionPolicy()
) throws -> Correction {
  try Correction(of: Export(SourceBytes(bytes)), policy: policy)
}

/// What a document becomes.
func corrected(
  _ bytes: some Collection<UInt8>, policy: CorrectionPolicy = CorrectionPolicy()
) throws -> [UInt8] {
  Array(try correction(of: bytes, policy: policy).correctedBytes())
}
