import ConnectorExport
import SourceXML

// Types of the libraries below that the public ones speak of, under the name of this one.

/// A rule of the library; see `ConnectorExport.Rule`.
public typealias Rule = ConnectorExport.Rule
/// A place of a connector; see `ConnectorExport.Place`.
public typealias Place = ConnectorExport.Place
/// A product whose exports these are; see `ConnectorExport.Product`.
public typealias Product = ConnectorExport.Product
/// What a correction may touch; see `ConnectorExport.CorrectionPolicy`.
public typealias CorrectionPolicy = ConnectorExport.CorrectionPolicy
/// A place in a file; see `SourceXML.SourcePosition`.
public typealias SourcePosition = SourceXML.SourcePosition
