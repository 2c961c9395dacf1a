using System.Security.Claims;
using DurableSagas.LocalHost.Rpc;

namespace DurableSagas.LocalHost.Http.Messages;

/// <summary>Who calls, in the form in which the worker takes it.</summary>
internal static class RpcIdentity
{
    public static RpcClaimsIdentity Of(ClaimsIdentity identity)
    {
        // The worker reads the two claim types without asking whether they are there.
        var sent = new RpcClaimsIdentity
        {
            NameClaimType = new NullableString { Value = identity.NameClaimType },
            RoleClaimType = new NullableString { Value = identity.RoleClaimType },
        };
        if (identity.AuthenticationType is { } type)
        {
            sent.AuthenticationType = new NullableString { Value = type };
        }

        sent.Claims.Add(identity.Claims.Select(claim => new RpcClaim { Type = claim.Type, Value = claim.Value }));
        return sent;
    }
}
