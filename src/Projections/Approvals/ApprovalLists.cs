using Azure.Data.Tables;
using DurableSagas.Projections.Lists;

namespace DurableSagas.Projections.Approvals;

/// <summary>Reads what waits for a person; a page takes one storage request a bucket, whatever the table holds.</summary>
public sealed class ApprovalLists(TableServiceClient tables, ContinuationTokens tokens)
{
    private readonly IndexPages _pages = new(tables, tokens);

    /// <summary>A page, what waits longest first.</summary>
    /// <param name="name">Of the definition; null means any.</param>
    /// <exception cref="ContinuationTokenException">The token is not one that this list was given.</exception>
    public async Task<ApprovalPage> ListAsync(string? name, int pageSize, string? continuationToken, CancellationToken cancellationToken)
    {
        var prefix = ApprovalRow.Prefix(name);
        var range = new IndexPages.Range(prefix, prefix, $"{prefix}~", $"approvals\n{name}");
        var (rows, next) = await _pages.ReadAsync(range, pageSize, continuationToken, cancellationToken);
        return new ApprovalPage([.. rows.Select(ApprovalRow.Read)], next);
    }
}
