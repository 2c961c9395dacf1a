using DurableSagas.Participants.Barriers;

namespace DurableSagas.Functions.Loyalty;

/// <summary>The participant that keeps members' points and cards.</summary>
public interface ILoyaltyProgramme
{
    Task GrantAsync(BarrierCall call, JoinProgramme request, CancellationToken cancellationToken);

    Task TakeBackAsync(BarrierCall call, JoinProgramme request, CancellationToken cancellationToken);

    Task IssueCardAsync(BarrierCall call, JoinProgramme request, CancellationToken cancellationToken);

    Task<Member?> FindAsync(string memberId, CancellationToken cancellationToken);
}
