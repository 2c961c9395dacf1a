namespace Microsoft.DurableTask;

/// <summary>Decides after a failed attempt whether there is another one; may await a durable timer first.</summary>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
