using Azure;
using Azure.Data.Tables.Models;

namespace DurableSagas.Participants.Tables;

/// <summary>Tells a lost race from a failure.</summary>
public static class TableConflict
{
    /// <summary>Whether another writer was first: inserted, changed or deleted a row since it was read.</summary>
    public static bool Is(RequestFailedException failure) => failure.Status switch
    {
        412 => true,
        409 => failure.ErrorCode == TableErrorCode.EntityAlreadyExists,
        404 => failure.ErrorCode == TableErrorCode.ResourceNotFound || failure.ErrorCode == TableErrorCode.EntityNotFound,
        _ => false,
    };

    /// <returns>False when another writer was first, and nothing was written.</returns>
    public static async Task<bool> UnlessLostAsync(Func<Task<Response>> write)
    {
        try
        {
            var response = await write();
            return !response.IsError;
        }
        catch (RequestFailedException failure) when (Is(failure))
        {
            return false;
        }
    }
}
