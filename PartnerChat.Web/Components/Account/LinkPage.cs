using Microsoft.AspNetCore.Components;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Account;

/// <summary>A page that a link of a mail opens. Opening it changes nothing, for machines open links too: it takes a press.</summary>
public abstract class LinkPage : ComponentBase
{
    /// <summary>Whether the link is still good; null until it was looked at, or where the database did not answer.</summary>
    private protected bool? IsGood { get; set; }

    private protected bool IsDone { get; private set; }

    private protected bool IsAway { get; private set; }

    private protected int? Wait { get; private set; }

    [Inject]
    private SignInAttempts Attempts { get; set; } = null!;

    [CascadingParameter]
    private protected HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "user")]
    private protected string? User { get; set; }

    [SupplyParameterFromQuery(Name = "token")]
    private protected string? Token { get; set; }

    /// <summary>The address that the link is about.</summary>
    [SupplyParameterFromQuery(Name = "to")]
    private protected string? To { get; set; }

    private protected MailLink? Link => MailLink.From(Guid.TryParse(User, out var id) ? id : null, Token);

    protected override async Task OnInitializedAsync()
    {
        try
        {
            IsGood = Link is { } link && await IsGoodAsync(link);
        }
        catch (Exception e) when (e.IsDatabaseAway())
        {
            IsAway = true;
        }

        if (IsGood is false) Answer(StatusCodes.Status410Gone);
    }

    private protected abstract Task<bool> IsGoodAsync(MailLink link);

    /// <summary>Does what the link is for: null if it is not good after all, false if something else is in the way.</summary>
    private protected abstract Task<bool?> UseAsync(MailLink link);

    private protected async Task SubmitAsync()
    {
        if (IsGood is not true || (Wait = Attempts.Refuse(Http)) is not null) return;
        try
        {
            var used = await UseAsync(Link!);
            IsDone = used is true;
            IsGood = used is not null;
        }
        catch (Exception e) when (e.IsDatabaseAway())
        {
            IsAway = true;
        }
    }

    // At the last moment: a page that says so any earlier is exchanged for the not-found page.
    private void Answer(int status) => Http.Response.OnStarting(() =>
    {
        Http.Response.StatusCode = status;
        return Task.CompletedTask;
    });
}
