namespace DurableSagas.Projections.Lists;

/// <summary>A continuation token is none, was altered, or belongs to another filter.</summary>
public sealed class ContinuationTokenException() : Exception("The continuation token was not given for this filter; start again without one.");
