namespace PartnerChat.Tests.Web.Api.Authorization;

/// <summary>Who asks, seen from the conversation that is asked for.</summary>
public enum Actor
{
    Nobody,
    PartnerA,
    PartnerB,

    /// <summary>Partner A of another relationship.</summary>
    PartnerElsewhere,

    /// <summary>Partner A of it, after its relationship has ended.</summary>
    PartnerOfEnded,

    /// <summary>Of the role, in no relationship.</summary>
    Admin,

    /// <summary>Partner A of it, with a sign-in from before the account was locked.</summary>
    LockedOut,
}

/// <summary>By what somebody is known.</summary>
public enum Door
{
    Bearer,
    Cookie,
}

/// <summary>What each actor is answered; the columns of the tables.</summary>
internal sealed record Answers<T>(T Nobody, T PartnerA, T PartnerB, T Elsewhere, T Ended, T Admin, T LockedOut)
{
    public T this[Actor actor] => actor switch
    {
        Actor.Nobody => Nobody,
        Actor.PartnerA => PartnerA,
        Actor.PartnerB => PartnerB,
        Actor.PartnerElsewhere => Elsewhere,
        Actor.PartnerOfEnded => Ended,
        Actor.Admin => Admin,
        Actor.LockedOut => LockedOut,
        _ => throw new ArgumentOutOfRangeException(nameof(actor), actor, null),
    };
}
