namespace PartnerChat.Web.Mail;

/// <summary>Carries letters away.</summary>
internal interface IPost
{
    /// <summary>Opens a line, over which several letters may go. Throws what <see cref="MailFault"/> knows.</summary>
    Task<IPostLine> OpenAsync(CancellationToken ct);
}

/// <summary>A line that takes one letter after the other.</summary>
internal interface IPostLine : IAsyncDisposable
{
    /// <summary>Returns once the other side answers for the letter.</summary>
    Task SendAsync(Letter letter, CancellationToken ct);
}
